package aigateway.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;

/**
 * Whether a kept span is the one of a row. Ids alone do not say so: an application chooses those of the spans it sends,
 * and may send one with the ids of somebody else's. The row is that of whoever came first; what another said under the
 * same ids is nobody's.
 */
public final class Belonging {

    private Belonging() {}

    /** What names nobody is the gateway's own: the spans that applications send are all stamped with their sender. */
    public static boolean is(SpanRow row, Span span) {
        for (KeyValue attribute : span.getAttributesList()) {
            if (attribute.getKey().equals(StoredAttributes.SUBJECT)) {
                JsonNode subject = PartialJson.read(attribute.getValue().getStringValue());
                return subject.path("subjectType").asText("").equals(row.subjectType())
                        && subject.path("subjectSlug").asText("").equals(row.subjectSlug());
            }
        }
        return true;
    }
}
