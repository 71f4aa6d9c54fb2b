package aigateway.otlp.backend;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.Set;

/**
 * OTLP's JSON: protobuf's, but for ids in hexadecimal and enums in numbers. Any signal, since the messages describe
 * themselves.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">JSON Protobuf encoding</a>
 */
final class OtlpJson {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Set<String> IDS = Set.of("trace_id", "span_id", "parent_span_id");

    private OtlpJson() {}

    /** The stream stays open. */
    static void write(Message message, OutputStream to) throws IOException {
        try (JsonGenerator out = FACTORY.createGenerator(to).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            message(out, message);
        }
    }

    private static void message(JsonGenerator out, Message message) throws IOException {
        out.writeStartObject();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.isRepeated()) {
                int count = message.getRepeatedFieldCount(field);
                if (count > 0) {
                    out.writeArrayFieldStart(field.getJsonName());
                    for (int i = 0; i < count; i++) {
                        value(out, field, message.getRepeatedField(field, i));
                    }
                    out.writeEndArray();
                }
            } else if (message.hasField(field)) {
                out.writeFieldName(field.getJsonName());
                value(out, field, message.getField(field));
            }
        }
        out.writeEndObject();
    }

    private static void value(JsonGenerator out, FieldDescriptor field, Object value) throws IOException {
        switch (field.getType()) {
            case MESSAGE, GROUP -> message(out, (Message) value);
            case STRING -> out.writeString((String) value);
            case BOOL -> out.writeBoolean((Boolean) value);
            case ENUM -> out.writeNumber(((EnumValueDescriptor) value).getNumber());
            case INT32, SINT32, SFIXED32 -> out.writeNumber((Integer) value);
            case UINT32, FIXED32 -> out.writeNumber(Integer.toUnsignedLong((Integer) value));
            case INT64, SINT64, SFIXED64 -> out.writeString(Long.toString((Long) value));
            case UINT64, FIXED64 -> out.writeString(Long.toUnsignedString((Long) value));
            case DOUBLE -> decimal(out, (Double) value);
            case FLOAT -> decimal(out, (Float) value);
            case BYTES -> bytes(out, field, ((ByteString) value).toByteArray());
        }
    }

    /** JSON has no word for what is no number. */
    private static void decimal(JsonGenerator out, double value) throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeString(Double.toString(value));
        }
    }

    private static void bytes(JsonGenerator out, FieldDescriptor field, byte[] value) throws IOException {
        if (IDS.contains(field.getName())) {
            out.writeString(HexFormat.of().formatHex(value));
        } else {
            out.writeBinary(value);
        }
    }
}
