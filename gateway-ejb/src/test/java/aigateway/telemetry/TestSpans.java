package aigateway.telemetry;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Messages as the gateway publishes them. */
public final class TestSpans {

    private TestSpans() {}

    public static String traceId(int number) {
        return String.format("%032x", number);
    }

    public static Chat chat(int number, Instant start) {
        return new Chat(number, start);
    }

    /** A request by Ann, which one Model span answered. */
    public static final class Chat {
        private final int number;
        private final Instant start;
        private final Map<String, AnyValue> attributes = new LinkedHashMap<>();
        private String name = "chatCompletions";
        private Duration duration = Duration.ofMillis(120);
        private Status status = Status.getDefaultInstance();
        private int firstId = 1;

        private Chat(int number, Instant start) {
            this.number = number;
            this.start = start;
            text("tfy.span_type", "ChatCompletion");
            text("tfy.tracing_project_fqn", "default:tracing-project:default");
            text("tfy.request.model_name", "openai-main/gpt-4o");
            subject("user", "ann@example.com", List.of("ml"));
            text("tfy.input", "{\"model\":\"x\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi <script>\"}]}");
            text(
                    "tfy.output",
                    "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello!\"},\"finish_reason\":\"stop\"}]}");
            text("tfy.input_short_hand", "Hi <script>");
            number("tfy.model.metric.input_tokens", 12L);
            number("tfy.model.metric.output_tokens", 7L);
            number("tfy.model.metric.cost_in_usd", 0.000123);
            number("tfy.model.metric.time_to_first_token_in_ms", 40.5);
            number("http.response.status_code", 200L);
            attributes.put(
                    "tfy.model.streaming",
                    AnyValue.newBuilder().setBoolValue(true).build());
            texts("applied_budget_rule_ids", List.of("monthly"));
        }

        public Chat text(String name, String value) {
            attributes.put(name, AnyValue.newBuilder().setStringValue(value).build());
            return this;
        }

        public Chat number(String name, double value) {
            attributes.put(name, AnyValue.newBuilder().setDoubleValue(value).build());
            return this;
        }

        public Chat number(String name, long value) {
            attributes.put(name, AnyValue.newBuilder().setIntValue(value).build());
            return this;
        }

        public Chat unpriced() {
            attributes.remove("tfy.model.metric.cost_in_usd");
            return this;
        }

        private Chat texts(String name, List<String> values) {
            ArrayValue.Builder array = ArrayValue.newBuilder();
            values.forEach(value -> array.addValues(AnyValue.newBuilder().setStringValue(value)));
            attributes.put(name, AnyValue.newBuilder().setArrayValue(array).build());
            return this;
        }

        public Chat subject(String type, String slug, List<String> teams) {
            text(
                    "tfy.request.created_by_subject",
                    "{\"subjectType\":\"" + type + "\",\"subjectSlug\":\"" + slug + "\"}");
            return texts("tfy.request.created_by_subject_teams", teams);
        }

        public Chat named(String name) {
            this.name = name;
            return this;
        }

        public Chat lasting(Duration duration) {
            this.duration = duration;
            return this;
        }

        public Chat ids(int firstId) {
            this.firstId = firstId;
            return this;
        }

        public Chat failed(String errorType, String message) {
            status = Status.newBuilder()
                    .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                    .setMessage(message)
                    .build();
            return text("error.type", errorType);
        }

        public ExportTraceServiceRequest message() {
            long nanos = start.getEpochSecond() * 1_000_000_000L + start.getNano();
            ByteString traceId = ByteString.copyFrom(
                    ByteBuffer.allocate(16).putLong(0).putLong(number).flip());
            Span.Builder root = Span.newBuilder()
                    .setTraceId(traceId)
                    .setSpanId(id(firstId))
                    .setName(name)
                    .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                    .setStartTimeUnixNano(nanos)
                    .setEndTimeUnixNano(nanos + duration.toNanos())
                    .setStatus(status)
                    .addEvents(Span.Event.newBuilder().setName("noted").setTimeUnixNano(nanos));
            attributes.forEach((key, value) ->
                    root.addAttributes(KeyValue.newBuilder().setKey(key).setValue(value)));
            Span.Builder model = Span.newBuilder()
                    .setTraceId(traceId)
                    .setSpanId(id(firstId + 1))
                    .setParentSpanId(id(firstId))
                    .setName("Model")
                    .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
                    .setStartTimeUnixNano(nanos + 1)
                    .setEndTimeUnixNano(nanos + 2)
                    .addAttributes(KeyValue.newBuilder()
                            .setKey("tfy.span_type")
                            .setValue(AnyValue.newBuilder().setStringValue("Model")));
            ResourceSpans.Builder resource = ResourceSpans.newBuilder();
            resource.getResourceBuilder()
                    .addAttributes(KeyValue.newBuilder()
                            .setKey("service.name")
                            .setValue(AnyValue.newBuilder().setStringValue("tfy-llm-gateway")));
            resource.addScopeSpans(ScopeSpans.newBuilder().addSpans(root).addSpans(model));
            return ExportTraceServiceRequest.newBuilder()
                    .addResourceSpans(resource)
                    .build();
        }

        private static ByteString id(long value) {
            return ByteString.copyFrom(ByteBuffer.allocate(8).putLong(value).flip());
        }
    }
}
