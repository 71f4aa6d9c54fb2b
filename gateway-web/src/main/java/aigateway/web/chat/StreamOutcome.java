package aigateway.web.chat;

import aigateway.call.Usage;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatRequest;
import aigateway.web.provider.Attempt;
import aigateway.web.provider.UpstreamFailure;
import aigateway.web.provider.http.UpstreamStream;
import aigateway.web.telemetry.Content;
import org.jspecify.annotations.Nullable;

/** What came of a stream, for whoever pays and for whoever chooses the next target. */
final class StreamOutcome {

    private final ChatAnswering answering;
    private final Attempt attempt;
    private final ChatRequest request;
    private final AnswerStream reader;
    private final UpstreamStream upstream;
    private @Nullable Double firstTokenMillis;

    /** The client took so little that from there on its pace was told and not the vendor's. */
    private volatile boolean heldBack;

    StreamOutcome(
            ChatAnswering answering,
            Attempt attempt,
            ChatRequest request,
            AnswerStream reader,
            UpstreamStream upstream) {
        this.answering = answering;
        this.attempt = attempt;
        this.request = request;
        this.reader = reader;
        this.upstream = upstream;
    }

    /** The reader has read on. */
    void came() {
        if (firstTokenMillis == null && reader.hasContent()) {
            firstTokenMillis = attempt.span().elapsedMillis();
        }
    }

    void heldBack() {
        heldBack = true;
    }

    /** Pays for it and tells of it. */
    void tell(@Nullable UpstreamFailure failure) {
        Usage usage = usage(failure);
        tellSpeed(usage.outputTokens(), failure);
        answering.finish(
                attempt,
                reader.answer(),
                usage,
                Content.later(reader::told, reader.weight()),
                firstTokenMillis,
                failure);
    }

    /**
     * What the vendor told counts, however the stream ended; what it did not is estimated from what came. No output at all
     * is what some servers tell with every chunk until the last.
     */
    private Usage usage(@Nullable UpstreamFailure failure) {
        Usage soFar = upstream.usage();
        Usage told = soFar == null ? reader.usage() : soFar;
        Usage known = told == null ? Usage.UNTOLD : told;
        if (failure != null && known.outputTokens() == 0) {
            known = known.soFar();
        }
        return known.orInput(request.inputTokens()).orOutput(reader.content().outputTokens());
    }

    /** How fast the target was: tokens are timed from the first to the last, the way to the first apart. */
    private void tellSpeed(long tokens, @Nullable UpstreamFailure failure) {
        Double first = firstTokenMillis;
        if (first == null || !request.operation().writes()) {
            return;
        }
        boolean timed = failure == null && !heldBack && tokens > 1;
        double pace = timed ? (attempt.span().elapsedMillis() - first) / (tokens - 1) : Double.NaN;
        answering.health().answered(attempt.target(), pace, first);
    }
}
