package aigateway.web.call;

import static aigateway.call.GatewayException.badRequest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The caller's own labels: {@code x-tfy-metadata}, a JSON object of texts. */
public final class RequestMetadata {

    public static final String HEADER = "x-tfy-metadata";

    private static final int LONGEST_VALUE = 128;
    private static final int LONGEST_LABEL = 128;
    private static final int MOST_LABELS = 64;
    private static final JsonFactory JSON = new JsonFactory();

    private RequestMetadata() {}

    /**
     * @param headers every header of the name
     * @throws aigateway.call.GatewayException a bad request that says what is wrong with the header
     */
    public static Map<String, String> parse(Enumeration<String> headers) {
        if (!headers.hasMoreElements()) {
            return Map.of();
        }
        String header = headers.nextElement();
        if (headers.hasMoreElements()) {
            throw wrong("is given twice");
        }
        return header.isBlank() ? Map.of() : labels(header);
    }

    private static Map<String, String> labels(String header) {
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
                if (label.length() > LONGEST_LABEL) {
                    throw wrong("may hold labels of at most " + LONGEST_LABEL + " characters");
                }
                if (labels.put(label, parser.getText()) != null) {
                    throw wrong("names '" + label + "' twice");
                }
                if (labels.size() > MOST_LABELS) {
                    throw wrong("may hold at most " + MOST_LABELS + " labels");
                }
            }
            if (parser.nextToken() != null) {
                throw wrong("has text after its JSON object");
            }
        } catch (IOException malformed) {
            throw wrong("is not valid JSON");
        }
        return labels;
    }

    private static RuntimeException wrong(String what) {
        return badRequest("The header '" + HEADER + "' " + what + '.', HEADER);
    }
}
