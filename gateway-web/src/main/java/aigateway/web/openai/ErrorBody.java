package aigateway.web.openai;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor's error body says. Most speak OpenAI's shape, some a flatter one, some HTML.
 *
 * @param code what applications look at, {@code context_length_exceeded} for one
 */
public record ErrorBody(String message, @Nullable String type, @Nullable String param, @Nullable String code) {

    private static final int LONGEST_MESSAGE = 2000;

    /** @return empty when there is no message to be found */
    public static Optional<ErrorBody> read(byte[] body) {
        JsonNode tree;
        try {
            tree = Json.object(body);
        } catch (UncheckedIOException notAnObject) {
            return Optional.empty();
        }
        JsonNode error = tree.path("error");
        return Stream.of(error.path("message"), error, tree.path("message"), tree.path("Message"), tree.path("detail"))
                .filter(candidate ->
                        candidate.isTextual() && !candidate.asText().isBlank())
                .findFirst()
                .map(message -> new ErrorBody(
                        cut(message.asText()), text(error, "type"), text(error, "param"), text(error, "code")));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
    }

    private static @Nullable String text(JsonNode error, String field) {
        JsonNode value = error.path(field);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }
}
