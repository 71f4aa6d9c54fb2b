package aigateway.web.account;

import aigateway.call.Usage;
import aigateway.web.call.Dialect;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.json.Json;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatAnswer;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.OutputSize;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client that speaks to the vendor itself: it hears what the vendor says, whatever that is.
 *
 * @param dialect in which it is told of failures
 * @param asksModel whether tokens are used even where the vendor does not say how many
 * @param found what its one answer told is owed for something made before
 * @param events how a stream passes; null: as it is
 */
record PassClient(
        Dialect dialect,
        boolean asksModel,
        AtomicReference<@Nullable Charge> found,
        @Nullable Supplier<AnswerStream> events)
        implements ClientDialect {

    PassClient(Dialect dialect, boolean asksModel) {
        this(dialect, asksModel, null);
    }

    PassClient(Dialect dialect, boolean asksModel, @Nullable Supplier<AnswerStream> events) {
        this(dialect, asksModel, new AtomicReference<>(), events);
    }

    @Override
    public @Nullable Charge charged() {
        return found.get();
    }

    @Override
    public byte[] answer(byte[] said, ChatRequest request) {
        return said;
    }

    @Override
    public byte[] understood(byte[] answer) {
        return answer;
    }

    @Override
    public ChatAnswer heard(ChatRequest request, byte[] answer) {
        JsonNode said = json(answer);
        if (!asksModel) {
            // Of what is kept the usage may be told as well, and was counted when it was made, but for a batch's.
            Charge charge = charged();
            return new ChatAnswer(
                    text(said, "id"), text(said, "model"), List.of(), charge == null ? Usage.NONE : charge.usage());
        }
        Usage told = NativeUsage.of(said.has("usageMetadata") ? said.path("usageMetadata") : said.path("usage"));
        if (told == null) {
            told = NativeUsage.of(said.path("meta"));
        }
        return new ChatAnswer(
                text(said, "id"),
                text(said, "model"),
                List.of(),
                told != null ? told : estimate(request, OutputSize.tokens(answer)));
    }

    private static Usage estimate(ChatRequest request, long outputTokens) {
        return Usage.estimate(request.inputTokens(), outputTokens);
    }

    private static JsonNode json(byte[] answer) {
        try {
            return Json.object(answer);
        } catch (UncheckedIOException somethingElse) {
            return Json.emptyObject();
        }
    }

    private static @Nullable String text(JsonNode said, String field) {
        return said.path(field).isTextual() ? said.path(field).textValue() : null;
    }

    @Override
    public AnswerStream stream(ChatRequest request) {
        if (events != null) {
            return events.get();
        }
        return new PassStream(dialect, asksModel ? tokens -> estimate(request, tokens) : null);
    }

    @Override
    public AnswerStream streamAsIs(ChatRequest request) {
        return stream(request);
    }
}
