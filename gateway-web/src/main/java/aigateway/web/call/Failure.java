package aigateway.web.call;

import aigateway.call.ErrorType;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told of a failure, as an answer of its own or as an event of a stream whose head has gone.
 *
 * @param status what the answer's head says, or would have said
 * @param type as whoever failed names it
 * @param code what applications look at, {@code context_length_exceeded} for one
 */
public record Failure(int status, String message, String type, @Nullable String param, @Nullable String code) {

    public static Failure of(ErrorType type, String message) {
        return new Failure(type.status(), message, type.type(), null, type.type());
    }
}
