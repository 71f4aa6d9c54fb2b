package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.it.peer.ToldSpan;
import aigateway.it.peer.Trace;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** The tables of attributes against real traces: what is missing, misspelt or of another type fails. */
interface AttributeTests {

    Installation on();

    /** A line of the table. */
    record Row(String request, String span, String name, String type) {}

    @Test
    default void everyRowOfTheTableIsTold() throws IOException {
        Map<String, Trace> traces = traces();
        SoftAssertions all = new SoftAssertions();
        for (Row row : rows()) {
            List<ToldSpan> spans = called(row.span(), Objects.requireNonNull(traces.get(row.request())))
                    .toList();
            all.assertThat(spans).as(row.toString()).isNotEmpty();
            all.assertThat(spans).as(row.toString()).anySatisfy(span -> assertThat(told(span))
                    .containsEntry(row.name(), row.type()));
            if (row.type().equals("strings")) {
                all.assertThat(traces.values().stream().flatMap(trace -> called(row.span(), trace)))
                        .as("%s: an empty list is told, too, and proves little", row)
                        .anyMatch(span -> span.attributes().get(row.name()) instanceof List<?> list && !list.isEmpty());
            }
        }
        all.assertAll();
    }

    /** The other way round: nothing is told under a name of the gateway's that the tables do not have. */
    @Test
    default void nothingElseIsTold() throws IOException {
        Set<String> names = rows().stream().map(Row::name).collect(Collectors.toCollection(TreeSet::new));
        Set<String> others = new TreeSet<>();
        for (Trace trace : traces().values()) {
            trace.spans().forEach(span -> others.addAll(told(span).keySet()));
        }
        others.removeIf(name -> names.contains(name)
                || !name.matches("(tfy|gen_ai|applied_|rate_limiter|load_balance|fallback|user)[._].*"));
        assertThat(others).isEmpty();
    }

    private static Stream<ToldSpan> called(String name, Trace trace) {
        return trace.spans().stream()
                .filter(span -> span.name().equals(name)
                        || name.equals(span.attributes().get("tfy.span_type")));
    }

    /** Names with their types; single messages and tool calls by their place in general. */
    private static Map<String, String> told(ToldSpan span) {
        Map<String, String> told = new TreeMap<>();
        span.attributes().forEach((name, value) -> told.put(indexed(name), type(value)));
        span.events().forEach(event -> told.put(event, "event"));
        return told;
    }

    private static String indexed(String name) {
        return name.replaceAll("tool_calls\\.\\d+", "tool_calls.{toolIndex}").replaceAll("\\.\\d+\\.", ".{index}.");
    }

    private static String type(Object value) {
        if (value instanceof List<?>) {
            return "strings";
        }
        return value.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    /** One of each kind of request, by the name the table has for it. */
    private Map<String, Trace> traces() throws IOException {
        return Map.of(
                "chat", chat(),
                "steered", steered(),
                "tools", tools(),
                "stream", stream(),
                "failed", traceOf(on().client().chat(Installation.CHECKOUT, "openai-main/broken", "x")),
                "fallback", fallback());
    }

    private Trace chat() {
        ObjectNode body = GatewayClient.JSON.createObjectNode().put("model", "openai-main/gpt-4o");
        for (String role : List.of("system", "user", "assistant", "tool", "narrator", "user")) {
            body.withArray("messages").addObject().put("role", role).put("content", "x @in=12 @out=7");
        }
        body.put("max_tokens", 200)
                .put("temperature", 0.1)
                .put("top_p", 0.9)
                .put("top_k", 40)
                .put("seed", 7)
                .put("n", 2)
                .put("frequency_penalty", 0.5)
                .put("presence_penalty", 0.5);
        body.withArray("stop").add("END");
        putTool(body);
        return traceOf(on().client()
                .post(
                        "v1/chat/completions",
                        Installation.CHECKOUT,
                        body.toString(),
                        "x-tfy-metadata",
                        "{\"env\":\"prod\"}",
                        "x-tfy-conversation-id",
                        "conversation-1"));
    }

    private static void putTool(ObjectNode body) {
        body.withArray("tools")
                .addObject()
                .put("type", "function")
                .putObject("function")
                .put("name", "weather");
    }

    private Trace tools() {
        ObjectNode body =
                GatewayClient.body("openai-main/gpt-4o", "@call @in=12 @cached=4 @written=3 @out=7 @thought=2", false);
        putTool(body);
        return traceOf(on().client().post("v1/chat/completions", Installation.CHECKOUT, body.toString()));
    }

    private Trace steered() {
        return traceOf(
                on().client().chat(Installation.CHECKOUT, "local/large", "x", "x-tfy-metadata", "{\"steer\":\"yes\"}"));
    }

    private Trace stream() throws IOException {
        HttpResponse<InputStream> answer =
                on().client().stream(Installation.CHECKOUT, "local/small", "@chunks=5 @every=10 @in=9 @out=5");
        answer.body().readAllBytes();
        return traceOf(answer);
    }

    private Trace fallback() {
        ObjectNode body = GatewayClient.body("nowhere/gone", "x", false);
        body.put("max_tokens", 100).put("temperature", 0.5);
        return traceOf(on().client()
                .post(
                        "v1/chat/completions",
                        Installation.CHECKOUT,
                        body.toString(),
                        "x-tfy-metadata",
                        "{\"may\":\"fall-back\"}"));
    }

    private Trace traceOf(HttpResponse<?> answer) {
        return on().otlp()
                .awaitTrace(answer.headers().firstValue("x-tfy-trace-id").orElseThrow());
    }

    private static List<Row> rows() throws IOException {
        try (InputStream in = Objects.requireNonNull(AttributeTests.class.getResourceAsStream("attributes.csv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("request,"))
                    .map(line -> line.split(",", -1))
                    .map(cells -> new Row(cells[0], cells[1], cells[2], cells[3]))
                    .toList();
        }
    }
}
