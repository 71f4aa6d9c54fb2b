package aigateway.admin.traces;

import static java.util.Map.entry;

import aigateway.telemetry.Conversation;
import aigateway.telemetry.MessageAttributes;
import aigateway.telemetry.SpanView;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One span of a waterfall.
 *
 * @param left where it begins, percent of the whole trace
 * @param width how long it took, percent of the whole trace
 */
public record Line(SpanView span, int depth, double left, double width) {

    /** The gateway's own, a workflow's or task's as Traceloop names them, and a tool's. */
    private static final List<String> INPUTS =
            List.of(MessageAttributes.INPUT, "traceloop.entity.input", "gen_ai.tool.call.arguments", "args");

    private static final List<String> OUTPUTS =
            List.of(MessageAttributes.OUTPUT, "traceloop.entity.output", "gen_ai.tool.call.result", "result");

    private record Look(String icon, int colour) {}

    private static final Look OTHER = new Look("list", 6);

    /** By the span's type, or by its name where it has none. */
    private static final Map<String, Look> LOOKS = Map.ofEntries(
            entry("ChatCompletion", new Look("chat", 1)),
            entry("CreateModelResponse", new Look("chat", 1)),
            entry("Completion", new Look("chat", 1)),
            entry("Embedding", new Look("chat", 1)),
            entry("Rerank", new Look("filter", 1)),
            entry("Moderation", new Look("check", 1)),
            entry("ImageGeneration", new Look("picture", 1)),
            entry("ImageEdit", new Look("picture", 1)),
            entry("ImageVariation", new Look("picture", 1)),
            entry("Speech", new Look("sound", 1)),
            entry("Transcription", new Look("sound", 1)),
            entry("Translation", new Look("sound", 1)),
            entry("File", new Look("file", 5)),
            entry("Batch", new Look("file", 5)),
            entry("FineTuning", new Look("settings", 5)),
            entry("StoredResponse", new Look("file", 5)),
            entry("Proxy", new Look("right", 5)),
            entry("AgentResponse", new Look("robot", 1)),
            entry("Model", new Look("models", 2)),
            entry("Guardrail", new Look("warn", 3)),
            entry("MCP", new Look("tool", 4)),
            entry("RateLimiterMiddleware", new Look("limits", 3)),
            entry("loadBalanceMiddleware", new Look("route", 4)),
            entry("fallbackRequest", new Look("rotate", 3)));

    private Look look() {
        String type = span.row().spanType();
        Look byName = LOOKS.getOrDefault(span.row().name(), OTHER);
        return type == null ? byName : LOOKS.getOrDefault(type, byName);
    }

    public String icon() {
        return span.row().name().startsWith("HTTP") || span.row().name().startsWith("POST") ? "code" : look().icon();
    }

    public int colour() {
        return look().colour();
    }

    /** When the first token came, percent of this span; below 0 when there was none to wait for. */
    public double firstToken() {
        Double millis = span.row().timeToFirstTokenMillis();
        return millis == null
                ? -1
                : Math.min(100, 100 * millis / Math.max(1e-3, span.row().durationMillis()));
    }

    public Conversation conversation() {
        return Conversation.of(span.attributes());
    }

    /** What went in, for spans whose input is no conversation. */
    public String input() {
        return first(INPUTS);
    }

    public String output() {
        return first(OUTPUTS);
    }

    private String first(List<String> names) {
        return names.stream()
                .map(span::text)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    public List<Map.Entry<String, Object>> attributes() {
        return List.copyOf(new TreeMap<>(span.attributes()).entrySet());
    }

    public String raw() {
        return RawSpan.of(span);
    }
}
