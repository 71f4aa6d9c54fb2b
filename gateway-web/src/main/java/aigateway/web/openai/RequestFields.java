package aigateway.web.openai;

import static aigateway.call.GatewayException.badRequest;

import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest.Range;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields of a request's body, read in one pass over its bytes. Any fault is a refusal that names the field. */
public final class RequestFields {

    /** Reads one value: the parser stands on its first token, and afterwards on its last. */
    public interface Reader {

        void read(JsonParser parser, String field) throws IOException;
    }

    /** The name of a model and where it stands, its quotes included. */
    public record Model(String name, Range at) {}

    /** As the library says it. */
    private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);

    private RequestFields() {}

    /** @throws aigateway.call.GatewayException a bad request, with the place of the fault */
    public static void read(byte[] body, Reader each) {
        if (!isUtf8(body)) {
            throw badRequest("The request body must be UTF-8.", null);
        }
        try (JsonParser parser = Json.FACTORY.createParser(body)) {
            // Which of two values counts is for each reader to decide: ours and the vendor's could disagree.
            parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw badRequest("The request body must be a JSON object.", null);
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                each.read(parser, field);
            }
            if (parser.nextToken() != null) {
                throw badRequest("The request body has text after its JSON object.", null);
            }
        } catch (StreamConstraintsException beyond) {
            throw badRequest(
                    "The request body is nested more deeply than " + Json.MAX_DEPTH
                            + " levels, or has a number or a name that is too long.",
                    null);
        } catch (JsonProcessingException malformed) {
            Matcher twice = DUPLICATE.matcher(Objects.requireNonNullElse(malformed.getOriginalMessage(), ""));
            boolean isTwice = twice.matches();
            throw badRequest(
                    (isTwice ? twice.group() + " in the request body" : "The request body is not valid JSON")
                            + place(malformed.getLocation()) + ".",
                    isTwice ? twice.group(1) : null);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** What Jackson would take for UTF-16 or UTF-32 has a zero among its first bytes, or one of their marks. */
    private static boolean isUtf8(byte[] body) {
        for (int i = 0; i < Math.min(4, body.length); i++) {
            if (body[i] == 0 || body[i] == (byte) 0xFE || body[i] == (byte) 0xFF) {
                return false;
            }
        }
        return true;
    }

    /** Of a fault with a place; one that is about the whole, its depth for one, has none. */
    private static String place(@Nullable JsonLocation at) {
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }

    public static Model model(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING || parser.getText().isBlank()) {
            throw badRequest("The field 'model' must be the name of a model.", "model");
        }
        int start = start(parser);
        String name = parser.getText();
        parser.finishToken();
        return new Model(name, range(start, parser));
    }

    /** Where the value begins that the parser stands on. */
    public static int start(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    /** From there to the end of what the parser has read. */
    public static Range range(int start, JsonParser parser) {
        return new Range(start, (int) parser.currentLocation().getByteOffset());
    }

    static boolean bool(JsonParser parser, String field) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default -> throw badRequest("The field '" + field + "' must be true or false.", field);
        };
    }

    static @Nullable Double number(JsonParser parser, String field) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (!parser.currentToken().isNumeric()) {
            throw badRequest("The field '" + field + "' must be a number.", field);
        }
        return parser.getDoubleValue();
    }

    static @Nullable Long whole(JsonParser parser, String field) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw badRequest("The field '" + field + "' must be a whole number.", field);
        }
        try {
            return parser.getLongValue();
        } catch (InputCoercionException tooLarge) {
            throw badRequest("The field '" + field + "' is too large.", field);
        }
    }

    static @Nullable Long positive(JsonParser parser, String field) throws IOException {
        Long value = whole(parser, field);
        if (value != null && value < 1) {
            throw badRequest("The field '" + field + "' must be at least 1.", field);
        }
        return value;
    }

    static @Nullable List<String> texts(JsonParser parser, String field) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> List.of(parser.getText());
            case START_ARRAY -> {
                List<String> texts = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    if (parser.currentToken() != JsonToken.VALUE_STRING) {
                        throw badRequest("The field '" + field + "' must hold texts.", field);
                    }
                    texts.add(parser.getText());
                }
                yield texts;
            }
            default -> throw badRequest("The field '" + field + "' must be a text or a list of texts.", field);
        };
    }
}
