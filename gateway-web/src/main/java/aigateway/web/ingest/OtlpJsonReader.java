package aigateway.web.ingest;

import aigateway.web.telemetry.OtlpBuffer;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes OTLP's JSON as protobuf while it reads it, so that a large request never becomes a tree. Unknown fields are
 * passed over, as the specification asks. Names with underscores are refused: they are not OTLP's, and passed over they
 * would be lost without a word.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">JSON Protobuf encoding</a>
 */
final class OtlpJsonReader {

    /** Of messages in messages; what reads them later takes a hundred. */
    private static final int DEEPEST = 64;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4 * DEEPEST)
                    .maxStringLength(RequestBytes.LIMIT)
                    .build())
            .build();

    private static final Map<Descriptor, Map<String, FieldDescriptor>> FIELDS = new ConcurrentHashMap<>();

    private final JsonParser in;
    private final OtlpBuffer out;

    private OtlpJsonReader(JsonParser in, OtlpBuffer out) {
        this.in = in;
        this.out = out;
    }

    /** @throws RefusedException naming the place that is wrong */
    static byte[] read(byte[] json, Descriptor type) {
        OtlpBuffer out = new OtlpBuffer(Math.max(256, json.length / 2));
        try (JsonParser in = FACTORY.createParser(json)) {
            OtlpJsonReader reader = new OtlpJsonReader(in, out);
            JsonToken first = in.nextToken();
            if (first == null) {
                return new byte[0];
            }
            reader.expect(first, JsonToken.START_OBJECT, "an object");
            reader.message(type, 0);
            if (in.nextToken() != null) {
                throw RefusedException.badData("There is something after the end of the JSON object.");
            }
        } catch (JsonProcessingException e) {
            throw RefusedException.badData("The body is not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw RefusedException.badData("The body is not valid JSON: " + e.getMessage());
        }
        return out.toByteArray();
    }

    private static Map<String, FieldDescriptor> fields(Descriptor type) {
        return FIELDS.computeIfAbsent(type, it -> it.getFields().stream()
                .collect(Collectors.toMap(FieldDescriptor::getJsonName, Function.identity())));
    }

    private void message(Descriptor type, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw wrong("is nested too deep");
        }
        Map<String, FieldDescriptor> known = fields(type);
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            FieldDescriptor field = known.get(name);
            JsonToken token = in.nextToken();
            if (field == null) {
                refuseUnderscores(type, name);
                in.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                field(field, token, depth);
            }
        }
    }

    private void refuseUnderscores(Descriptor type, String name) {
        FieldDescriptor meant = name.indexOf('_') < 0 ? null : type.findFieldByName(name);
        if (meant != null) {
            throw wrong("is called '" + meant.getJsonName() + "' in OTLP's JSON");
        }
    }

    private void field(FieldDescriptor field, JsonToken token, int depth) throws IOException {
        if (!field.isRepeated()) {
            value(field, token, depth);
            return;
        }
        expect(token, JsonToken.START_ARRAY, "an array");
        for (JsonToken element = in.nextToken(); element != JsonToken.END_ARRAY; element = in.nextToken()) {
            value(field, element, depth);
        }
    }

    private void value(FieldDescriptor field, JsonToken token, int depth) throws IOException {
        int number = field.getNumber();
        switch (field.getType()) {
            case MESSAGE, GROUP -> {
                expect(token, JsonToken.START_OBJECT, "an object");
                int mark = out.open(number);
                message(field.getMessageType(), depth + 1);
                out.close(mark);
            }
            case STRING -> {
                expect(token, JsonToken.VALUE_STRING, "text");
                out.text(number, in.getText());
            }
            case BYTES -> {
                expect(token, JsonToken.VALUE_STRING, "text");
                out.bytes(number, bytes(field));
            }
            case BOOL -> out.number(number, flag(token) ? 1 : 0);
            case ENUM -> {
                expect(token, JsonToken.VALUE_NUMBER_INT, "a number, as all enums in OTLP's JSON");
                out.number(number, numbers().signed(32));
            }
            case INT32, INT64 -> out.number(number, numbers().signed(bits(field)));
            case UINT32, UINT64 -> out.number(number, numbers().unsigned(bits(field)));
            case SINT32, SINT64 -> {
                long value = numbers().signed(bits(field));
                out.number(number, (value << 1) ^ (value >> 63));
            }
            case FIXED32 -> out.fixed32(number, (int) numbers().unsigned(32));
            case SFIXED32 -> out.fixed32(number, (int) numbers().signed(32));
            case FIXED64 -> out.fixed64(number, numbers().unsigned(64));
            case SFIXED64 -> out.fixed64(number, numbers().signed(64));
            case FLOAT -> out.fixed32(
                    number, Float.floatToRawIntBits((float) numbers().decimal()));
            case DOUBLE -> out.fixed64(
                    number, Double.doubleToRawLongBits(numbers().decimal()));
        }
    }

    private static int bits(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.INT ? 32 : 64;
    }

    private JsonNumber numbers() {
        return new JsonNumber(in, this::wrong);
    }

    private boolean flag(JsonToken token) {
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw wrong("must be true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    private byte[] bytes(FieldDescriptor field) throws IOException {
        try {
            return JsonBytes.read(field, in.getText());
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private void expect(JsonToken token, JsonToken wanted, String what) {
        if (token != wanted) {
            throw wrong("must be " + what);
        }
    }

    private RefusedException wrong(String what) {
        String place = in.getParsingContext().pathAsPointer().toString();
        return RefusedException.badData((place.isEmpty() ? "The body" : place) + " " + what + ".");
    }
}
