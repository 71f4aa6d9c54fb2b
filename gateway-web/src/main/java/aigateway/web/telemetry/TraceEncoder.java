package aigateway.web.telemetry;

import java.util.List;
import java.util.Map;

/**
 * Traces as one {@code ExportTraceServiceRequest}: what the store reads and an exporter posts. Used by one thread.
 *
 * @see <a href="https://github.com/open-telemetry/opentelemetry-proto/blob/v1.8.0/opentelemetry/proto/trace/v1/trace.proto">trace.proto</a>
 */
final class TraceEncoder {

    private static final int HAS_REMOTE = 0x100;
    private static final int IS_REMOTE = 0x200;
    private static final int INITIAL_CAPACITY = 64 * 1024;
    /** A buffer that one large trace has stretched beyond this is let go. */
    private static final int LARGEST_KEPT = 4 * 1024 * 1024;

    private final byte[] resource;
    private final byte[] scope;
    private OtlpBuffer out = new OtlpBuffer(INITIAL_CAPACITY);

    TraceEncoder(Map<String, String> resource, String scopeName, String scopeVersion) {
        OtlpBuffer attributes = new OtlpBuffer(512);
        resource.forEach((name, value) -> {
            int keyValue = attributes.open(1);
            attributes.text(1, name);
            string(attributes, value);
            attributes.close(keyValue);
        });
        this.resource = attributes.toByteArray();
        OtlpBuffer named = new OtlpBuffer(64);
        named.text(1, scopeName);
        named.text(2, scopeVersion);
        this.scope = named.toByteArray();
    }

    byte[] encode(List<CallTrace> traces) {
        out.clear();
        int resourceSpans = out.open(1);
        out.bytes(1, resource);
        int scopeSpans = out.open(2);
        out.bytes(1, scope);
        for (CallTrace trace : traces) {
            for (CallSpan span : trace.spans()) {
                span(trace, span);
            }
        }
        out.close(scopeSpans);
        out.close(resourceSpans);
        byte[] message = out.toByteArray();
        if (out.size() > LARGEST_KEPT) {
            out = new OtlpBuffer(INITIAL_CAPACITY);
        }
        return message;
    }

    private void span(CallTrace trace, CallSpan span) {
        TraceParent parent = trace.parent();
        int mark = out.open(2);
        out.id(1, parent.traceIdHigh(), parent.traceIdLow());
        out.id(2, span.id());
        String state = trace.state();
        if (state != null) {
            out.text(3, state);
        }
        if (span.parentId() != 0) {
            out.id(4, span.parentId());
        }
        out.text(5, span.name());
        out.number(6, span.kind().number());
        out.fixed64(7, span.start());
        out.fixed64(8, span.endTime());
        for (int i = 0; i < span.size(); i++) {
            attribute(trace, span.attribute(i), span.value(i));
        }
        for (CallSpan.Event event : span.events()) {
            event(event, trace.rules());
        }
        status(span, trace.rules());
        out.fixed32(16, (parent.flags() & 0xFF) | HAS_REMOTE | (span.isRoot() && parent.isRemote() ? IS_REMOTE : 0));
        out.close(mark);
    }

    private void attribute(CallTrace trace, Attribute<?> attribute, Object value) {
        if (value instanceof Content && trace.isWithoutContent()) {
            return;
        }
        int keyValue = out.open(9);
        out.bytes(1, attribute.nameBytes());
        if (value instanceof String text) {
            // A vendor's words may quote what it was sent.
            string(
                    out,
                    attribute.equals(Attributes.ERROR_MESSAGE) ? trace.rules().words(text) : text);
        } else {
            int any = out.open(2);
            any(
                    attribute.equals(Attributes.GEN_AI_REQUEST_STOP_SEQUENCES) ? said(value, trace.rules()) : value,
                    trace.rules());
            out.close(any);
        }
        out.close(keyValue);
    }

    /** Words that the caller chose, unlike the ids and names in other lists. */
    private static Object said(Object value, ContentRules rules) {
        return value instanceof List<?> texts
                ? texts.stream().map(text -> rules.words(String.valueOf(text))).toList()
                : value;
    }

    private void any(Object value, ContentRules rules) {
        if (value instanceof Long number) {
            out.number(3, number);
        } else if (value instanceof Double number) {
            out.fixed64(4, Double.doubleToRawLongBits(number));
        } else if (value instanceof Boolean flag) {
            out.number(2, flag ? 1 : 0);
        } else if (value instanceof Content content) {
            out.bytes(1, content.bytes(rules));
        } else if (value instanceof List<?> texts) {
            int array = out.open(5);
            for (Object text : texts) {
                int element = out.open(1);
                out.text(1, String.valueOf(text));
                out.close(element);
            }
            out.close(array);
        } else {
            throw new IllegalArgumentException("No attribute holds a " + value.getClass());
        }
    }

    private static void string(OtlpBuffer out, String text) {
        int any = out.open(2);
        out.text(1, text);
        out.close(any);
    }

    private void event(CallSpan.Event event, ContentRules rules) {
        int mark = out.open(11);
        out.fixed64(1, event.epochNanos());
        out.text(2, event.name());
        event.attributes().forEach((name, value) -> {
            int keyValue = out.open(3);
            out.text(1, name);
            string(out, rules.words(value));
            out.close(keyValue);
        });
        out.close(mark);
    }

    private void status(CallSpan span, ContentRules rules) {
        if (span.status() == CallSpan.Status.UNSET) {
            return;
        }
        int mark = out.open(15);
        String message = span.message();
        if (message != null) {
            out.text(2, rules.words(message));
        }
        out.number(3, span.status() == CallSpan.Status.OK ? 1 : 2);
        out.close(mark);
    }
}
