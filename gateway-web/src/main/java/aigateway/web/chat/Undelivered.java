package aigateway.web.chat;

import aigateway.call.ErrorType;
import aigateway.web.provider.Attempt;
import aigateway.web.provider.http.UpstreamResponse;
import aigateway.web.response.ResponseStream;
import org.jspecify.annotations.Nullable;

/**
 * The end of an exchange whose answer was not delivered, whatever was thrown: nothing stays reserved, nobody goes on
 * answering, the trace ends and the client is told. There may be no memory left for one of these, so each is on its own, and
 * nothing is made beforehand.
 */
final class Undelivered {

    private static final System.Logger LOG = System.getLogger(Undelivered.class.getName());
    private static final int STEPS = 4;
    private static final String MESSAGE = "The gateway failed to answer.";

    private Undelivered() {}

    static void end(
            Throwable unforeseen,
            ChatCall call,
            @Nullable Attempt attempt,
            Runnable settlement,
            ChatSpan span,
            ResponseStream out) {
        for (int step = 0; step < STEPS; step++) {
            try {
                switch (step) {
                    case 0 -> settlement.run();
                    case 1 -> cancel(attempt);
                    case 2 -> failed(span);
                    default -> WholeAnswer.fail(out, call, MESSAGE);
                }
            } catch (RuntimeException | Error again) {
                // What came first says why, and the next is not to suffer for it.
            }
        }
        LOG.log(System.Logger.Level.ERROR, "A chat completion's answer was not delivered", unforeseen);
    }

    static void failed(ChatSpan span) {
        span.failed(ErrorType.INTERNAL.status(), ErrorType.INTERNAL.type(), MESSAGE);
    }

    private static void cancel(@Nullable Attempt attempt) {
        if (attempt != null && attempt.response() instanceof UpstreamResponse.Streaming streaming) {
            streaming.stream().cancel();
        }
    }
}
