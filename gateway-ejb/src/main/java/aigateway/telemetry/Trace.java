package aigateway.telemetry;

import java.util.List;

/** A whole trace, its spans in the order of their starts, the one it begins with first. Never empty. */
public record Trace(String traceId, List<SpanView> spans) {

    public Trace {
        spans = List.copyOf(spans);
    }

    public SpanView root() {
        return spans.get(0);
    }

    /** What was said, from the root's input and output. */
    public Conversation conversation() {
        return Conversation.read(root().text(MessageAttributes.INPUT), root().text(MessageAttributes.OUTPUT));
    }
}
