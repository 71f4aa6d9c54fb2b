package aigateway.web.ingest;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/** Bytes in OTLP's JSON: hexadecimal where they are an id, else base64. */
final class JsonBytes {

    private static final Set<String> IDS = Set.of("trace_id", "span_id", "parent_span_id");

    private JsonBytes() {}

    /** @throws IllegalArgumentException saying what it must be */
    static byte[] read(FieldDescriptor field, String text) {
        boolean id = IDS.contains(field.getName());
        try {
            return id
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    id ? "must be hexadecimal, as all ids in OTLP's JSON" : "must be base64", e);
        }
    }
}
