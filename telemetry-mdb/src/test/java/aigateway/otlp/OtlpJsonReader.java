package aigateway.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** Reads OTLP's JSON with protobuf's own reader, which takes ids for base64: they are rewritten before. */
public final class OtlpJsonReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    private OtlpJsonReader() {}

    public static ExportTraceServiceRequest traces(byte[] json) throws IOException {
        return read(json, ExportTraceServiceRequest.newBuilder()).build();
    }

    public static <B extends Message.Builder> B read(byte[] json, B to) throws IOException {
        JsonNode tree = JSON.readTree(json);
        rewriteIds(tree);
        JsonFormat.parser().merge(tree.toString(), to);
        return to;
    }

    private static void rewriteIds(JsonNode node) {
        for (String name : new String[] {"traceId", "spanId", "parentSpanId"}) {
            if (node.path(name).isTextual()) {
                byte[] id = HexFormat.of().parseHex(node.get(name).textValue());
                ((ObjectNode) node).put(name, Base64.getEncoder().encodeToString(id));
            }
        }
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                rewriteIds(field.getValue());
            }
        }
        if (node.isArray()) {
            node.forEach(OtlpJsonReader::rewriteIds);
        }
    }
}
