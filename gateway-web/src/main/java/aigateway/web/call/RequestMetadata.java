package aigateway.web.call;

import static aigateway.call.GatewayException.badRequest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The caller's own labels: {@code x-tfy-metadata}, a JSON object of texts. */
public final class RequestMetadata {

    public static final String HEADER = "x-tfy-metadata";

    private static final int LONGEST_VALUE = 128;
    private static final int MOST_LABELS = 64;
    private static final JsonFactory JSON = new JsonFactory();

    private RequestMetadata() {}

    /** @throws aigateway.call.GatewayException a bad request that says what is wrong with the header */
    public static Map<String, String> parse(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return Map.of();
        }
        Map<String, String> labels = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(header)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw wrong("must be a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String label = parser.currentName();
                if (parser.nextToken() != JsonToken.VALUE_STRING) {
                    throw wrong("may hold texts only; '" + label + "' is none");
                }
                if (parser.getTextLength() > LONGEST_VALUE) {
                    throw wrong(
                            "may hold texts of at most " + LONGEST_VALUE + " characters; '" + label + "' is longer");
                }
                labels.put(label, parser.getText());
            }
            if (parser.nextToken() != null) {
                throw wrong("has text after its JSON object");
            }
        } catch (IOException malformed) {
            throw wrong("is not valid JSON");
        }
        if (labels.size() > MOST_LABELS) {
            throw wrong("may hold at most " + MOST_LABELS + " labels");
        }
        return labels;
    }

    private static RuntimeException wrong(String what) {
        return badRequest("The header '" + HEADER + "' " + what + '.', HEADER);
    }
}
