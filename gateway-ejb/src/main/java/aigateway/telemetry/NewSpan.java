package aigateway.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A span from a message, with the values that have a column of their own. */
final class NewSpan {

    private static final int REMOTE_PARENT = 0x200;
    private static final BigDecimal TOO_MUCH = new BigDecimal("1e12");
    private static final String[] KINDS = {"", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"};

    private final Span span;
    private final Map<String, AnyValue> attributes = new HashMap<>();
    final InstrumentationScope scope;
    final Resource resource;
    final @Nullable String service;
    final String traceId;
    final String spanId;
    final @Nullable String parentId;

    @Nullable
    String subjectType;

    @Nullable
    String subjectSlug;

    @Nullable
    String teams;

    @Nullable
    String project;

    NewSpan(Span span, InstrumentationScope scope, Resource resource, @Nullable String service) {
        this.span = span;
        this.scope = scope;
        this.resource = resource;
        this.service = service;
        traceId = hex(span.getTraceId());
        spanId = hex(span.getSpanId());
        parentId = span.getParentSpanId().isEmpty() ? null : hex(span.getParentSpanId());
        for (KeyValue attribute : span.getAttributesList()) {
            String name = attribute.getKey();
            if (StoredAttributes.NAMES.contains(name) || name.equals(MessageAttributes.INPUT)) {
                attributes.put(name, attribute.getValue());
            }
        }
        if (!attributes.containsKey(StoredAttributes.SPAN_TYPE)) {
            readOtherNames();
        }
        project = text(StoredAttributes.PROJECT);
        readSubject();
    }

    static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    /** Ids of another length are no ids; such a span is not kept. */
    static boolean isIdentified(Span span) {
        return span.getTraceId().size() == 16
                && span.getSpanId().size() == 8
                && (span.getParentSpanId().isEmpty() || span.getParentSpanId().size() == 8);
    }

    /** What applications tell of their own calls is in the conventions' names, newer and older. */
    private void readOtherNames() {
        for (KeyValue attribute : span.getAttributesList()) {
            String stored = StoredAttributes.OTHER_NAMES.get(attribute.getKey());
            if (stored != null) {
                attributes.putIfAbsent(stored, attribute.getValue());
            }
        }
    }

    private void readSubject() {
        String json = text(StoredAttributes.SUBJECT);
        if (json == null) {
            return;
        }
        JsonNode subject = PartialJson.read(json);
        subjectType = subject.path("subjectType").asText("");
        subjectSlug = subject.path("subjectSlug").asText("");
        AnyValue names = attributes.get(StoredAttributes.TEAMS);
        if (names != null && names.getArrayValue().getValuesCount() > 0) {
            teams = names.getArrayValue().getValuesList().stream()
                    .map(AnyValue::getStringValue)
                    .sorted()
                    .collect(Collectors.joining("|", "|", "|"));
        }
    }

    /** Steps of a call are the caller's and in its project, too, though only some of them say so. */
    void inherit(NewSpan parent) {
        if (subjectType == null) {
            subjectType = parent.subjectType;
            subjectSlug = parent.subjectSlug;
            teams = parent.teams;
        }
        if (project == null) {
            project = parent.project;
        }
    }

    List<KeyValue> attributes() {
        return span.getAttributesList();
    }

    boolean isEntry() {
        return parentId == null || (span.getFlags() & REMOTE_PARENT) != 0;
    }

    long start() {
        return span.getStartTimeUnixNano();
    }

    long duration() {
        return Math.max(0, span.getEndTimeUnixNano() - span.getStartTimeUnixNano());
    }

    String name() {
        return span.getName();
    }

    String kind() {
        int kind = span.getKindValue();
        return kind > 0 && kind < KINDS.length ? KINDS[kind] : KINDS[1];
    }

    String status() {
        return switch (span.getStatus().getCode()) {
            case STATUS_CODE_OK -> "OK";
            case STATUS_CODE_ERROR -> "ERROR";
            default -> "UNSET";
        };
    }

    @Nullable
    String statusMessage() {
        Status status = span.getStatus();
        return status.getMessage().isEmpty() ? null : status.getMessage();
    }

    @Nullable
    String text(String name) {
        AnyValue value = attributes.get(name);
        return value != null && value.hasStringValue() ? value.getStringValue() : null;
    }

    @Nullable
    Boolean flag(String name) {
        AnyValue value = attributes.get(name);
        return (value != null && value.hasBoolValue()) ? value.getBoolValue() : null;
    }

    @Nullable
    Long whole(String name) {
        Double number = decimal(name);
        return number == null ? null : number.longValue();
    }

    @Nullable
    Double decimal(String name) {
        AnyValue value = attributes.get(name);
        if (value == null) {
            return null;
        }
        if (value.hasIntValue()) {
            return (double) value.getIntValue();
        }
        return value.hasDoubleValue() && Double.isFinite(value.getDoubleValue()) ? value.getDoubleValue() : null;
    }

    @Nullable
    BigDecimal cost() {
        Double dollars = decimal(StoredAttributes.COST);
        if (dollars == null) {
            return null;
        }
        BigDecimal cost = BigDecimal.valueOf(dollars).setScale(12, RoundingMode.HALF_EVEN);
        return cost.abs().compareTo(TOO_MUCH) < 0 ? cost : null;
    }

    /** Said by the span, or the last words of the user in its input. */
    @Nullable
    String shortInput() {
        String said = text(StoredAttributes.SHORT_INPUT);
        String input = said == null && isEntry() ? text(MessageAttributes.INPUT) : null;
        return input == null ? said : Conversation.read(input, "").shortInput(MessageAttributes.LONGEST_SHORT_INPUT);
    }

    /** The span itself, cut to a size if need be. */
    Span fitting(int bytes) {
        return SpanValues.fitting(span, bytes);
    }
}
