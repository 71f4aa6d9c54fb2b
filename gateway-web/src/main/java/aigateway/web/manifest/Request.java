package aigateway.web.manifest;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/** The JSON body of a control request; every objection names the field. */
public final class Request {

    private static final int MAX_BYTES = 4 << 20;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final JsonNode root;

    private Request(JsonNode root) {
        this.root = root;
    }

    /** The body as text, bounded. */
    static String text(InputStream body) {
        byte[] bytes;
        try {
            bytes = body.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new GatewayException(
                    ErrorType.BAD_REQUEST, "The body could not be read.", null, java.util.Map.of(), e);
        }
        if (bytes.length > MAX_BYTES) {
            throw new GatewayException(ErrorType.BODY_TOO_LARGE, "The body is longer than " + MAX_BYTES + " bytes.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw GatewayException.badRequest("The body is not UTF-8.", null);
        }
    }

    /** @param fields those it may have; an empty body has none */
    public static Request read(InputStream body, Set<String> fields) {
        String text = text(body);
        return of(parse(text.isBlank() ? "{}" : text), fields);
    }

    static Request of(JsonNode root, Set<String> fields) {
        Request request = new Request(root);
        if (!root.isObject()) {
            throw GatewayException.badRequest("The body must be a JSON object.", null);
        }
        for (Iterator<String> names = request.root.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!fields.contains(name)) {
                throw GatewayException.badRequest(
                        "Unknown field '" + name + "'; there are "
                                + String.join(", ", fields.stream().sorted().toList()) + ".",
                        name);
            }
        }
        return request;
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation();
            String place =
                    location == null ? "" : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
            throw GatewayException.badRequest("The body is not JSON" + place + ".", null);
        }
    }

    public Optional<JsonNode> field(String name) {
        return root.hasNonNull(name) ? Optional.of(root.get(name)) : Optional.empty();
    }

    public Optional<String> string(String name) {
        return field(name).map(node -> {
            if (!node.isTextual()) {
                throw GatewayException.badRequest("Field '" + name + "' must be text.", name);
            }
            return Keepable.text("Field", name, node.textValue());
        });
    }

    String required(String name) {
        return string(name)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> GatewayException.badRequest("Field '" + name + "' is missing.", name));
    }

    boolean flag(String name) {
        return field(name)
                .map(node -> {
                    if (!node.isBoolean()) {
                        throw GatewayException.badRequest("Field '" + name + "' must be true or false.", name);
                    }
                    return node.booleanValue();
                })
                .orElse(false);
    }

    /** Whole seconds, none if it is left out. */
    long seconds(String name) {
        return field(name)
                .map(node -> {
                    if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 0) {
                        throw GatewayException.badRequest("Field '" + name + "' must be whole seconds.", name);
                    }
                    return node.longValue();
                })
                .orElse(0L);
    }

    Optional<Instant> instant(String name) {
        return string(name).map(text -> Keepable.time("Field", name, text));
    }
}
