package aigateway.web.openai;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor's error body says. Most speak OpenAI's shape, some a flatter one, some HTML.
 *
 * @param code what applications look at, {@code context_length_exceeded} for one
 */
public record ErrorBody(String message, @Nullable String type, @Nullable String param, @Nullable String code) {

    /** @return empty when there is no message to be found */
    public static Optional<ErrorBody> read(byte[] body) {
        JsonNode tree;
        try {
            tree = Json.object(body);
        } catch (UncheckedIOException notAnObject) {
            return Optional.empty();
        }
        JsonNode error = tree.path("error");
        JsonNode told = error.isObject() ? error : tree;
        return Stream.of(error.path("message"), error, tree.path("message"), tree.path("Message"), tree.path("detail"))
                .map(ErrorBody::said)
                .filter(said -> !said.isBlank())
                .findFirst()
                .map(message -> new ErrorBody(message, text(told, "type"), text(told, "param"), text(told, "code")));
    }

    /** What stands in the {@code error} of an event. */
    static ErrorBody inStream(JsonNode error) {
        String message = error.isTextual() ? error.textValue() : said(error.path("message"));
        return new ErrorBody(
                message.isBlank() ? "an error without a message" : message,
                text(error, "type"),
                text(error, "param"),
                text(error, "code"));
    }

    /** A text; servers that check a request's fields tell a list of what is wrong with which, mostly as {@code detail}. */
    private static String said(JsonNode message) {
        if (message.isTextual()) {
            return message.textValue();
        }
        JsonNode faults = message.isObject() ? message.path("detail") : message;
        List<String> all = new ArrayList<>();
        if (faults.isTextual()) {
            all.add(faults.textValue());
        } else if (faults.isArray()) {
            faults.forEach(fault -> all.add(fault.isTextual() ? fault.textValue() : fault(fault)));
        }
        all.removeIf(String::isBlank);
        return String.join("; ", all);
    }

    private static String fault(JsonNode fault) {
        String what = fault.path("msg").asText(fault.path("message").asText(""));
        List<String> place = new ArrayList<>();
        fault.path("loc").forEach(step -> place.add(step.asText()));
        if (!place.isEmpty() && place.get(0).equals("body")) {
            place.remove(0);
        }
        return what.isEmpty() || place.isEmpty() ? what : String.join(".", place) + ": " + what;
    }

    private static @Nullable String text(JsonNode error, String field) {
        JsonNode value = error.path(field);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }
}
