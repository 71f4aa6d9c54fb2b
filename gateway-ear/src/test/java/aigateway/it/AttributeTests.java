package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import aigateway.it.peer.ToldSpan;
import aigateway.it.peer.Trace;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of attributes against real traces: what is missing, misspelt or of another type fails. */
interface AttributeTests {

    Installation on();

    /** A line of the table. */
    record Row(String request, String span, String name, String type) {}

    @Test
    default void everyRowOfTheTableIsTold() throws IOException {
        Map<String, Trace> traces = tell();
        SoftAssertions all = new SoftAssertions();
        for (Row row : rows()) {
            List<ToldSpan> spans = called(row.span(), Objects.requireNonNull(traces.get(row.request())))
                    .toList();
            all.assertThat(spans).as(row.toString()).isNotEmpty();
            all.assertThat(spans).as(row.toString()).anySatisfy(span -> assertThat(told(span))
                    .containsEntry(row.name(), row.type().replace("list", "strings")));
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
        for (Trace trace : tell().values()) {
            trace.spans().forEach(span -> others.addAll(told(span).keySet()));
        }
        others.removeIf(name -> names.contains(name)
                || !name.matches("(tfy|gen_ai|applied_|rate_limiter|load_balance|fallback|user)[._].*"));
        assertThat(others).isEmpty();
    }

    /** The type says which of its kinds a request was. */
    @ParameterizedTest
    @CsvSource({
        "chat, ChatCompletion",
        "completion, Completion",
        "completion-as-it-is, Completion",
        "response, CreateModelResponse",
        "response-as-it-is, CreateModelResponse",
        "embedding, Embedding",
        "rerank, Rerank"
    })
    default void typeOfTheRequestIsTold(String request, String type) {
        Trace trace = traces().get(request).get();
        assertThat(trace.root().attributes())
                .contains(entry("tfy.span_type", type), entry("tfy.model.request_type", type));
        assertThat(trace.ofType("Model")).isNotEmpty().allSatisfy(span -> assertThat(span.attributes())
                .contains(entry("tfy.model.request_type", type)));
    }

    private static Stream<ToldSpan> called(String name, Trace trace) {
        if (name.equals("root")) {
            return Stream.of(trace.root());
        }
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

    /** How to make one of each kind of request, by the name the table has for it. */
    private Map<String, Supplier<Trace>> traces() {
        return Map.ofEntries(
                Map.entry("chat", this::chat),
                Map.entry("steered", this::steered),
                Map.entry("tools", this::tools),
                Map.entry("stream", this::stream),
                Map.entry(
                        "failed", () -> traceOf(on().client().chat(Installation.CHECKOUT, "openai-main/broken", "x"))),
                Map.entry("fallback", this::fallback),
                Map.entry("completion", () -> completion("openai-main/gpt-4o")),
                Map.entry("completion-as-it-is", () -> completion("openai-newer/instruct")),
                Map.entry("response", () -> response("openai-main/gpt-4o")),
                Map.entry("response-as-it-is", () -> response("openai-newer/gpt-5")),
                Map.entry("embedding", this::embedding),
                Map.entry("rerank", this::rerank));
    }

    private Map<String, Trace> tell() {
        return traces().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .get()));
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
        return labelled("v1/chat/completions", body);
    }

    private Trace labelled(String path, ObjectNode body) {
        return traceOf(on().client()
                .post(
                        path,
                        Installation.CHECKOUT,
                        body.toString(),
                        "x-tfy-metadata",
                        "{\"env\":\"prod\"}",
                        "x-tfy-conversation-id",
                        "conversation-1"));
    }

    private Trace completion(String model) {
        return labelled(
                "v1/completions",
                written(model).put("prompt", "Once upon a time").put("max_tokens", 50));
    }

    private Trace response(String model) {
        return labelled("v1/responses", written(model).put("input", "Hello").put("max_output_tokens", 50));
    }

    private static ObjectNode written(String model) {
        return GatewayClient.JSON
                .createObjectNode()
                .put("model", model)
                .put("temperature", 0.1)
                .put("top_p", 0.9);
    }

    private Trace embedding() {
        return labelled(
                "v1/embeddings",
                GatewayClient.JSON
                        .createObjectNode()
                        .put("model", "embedder/small")
                        .put("input", "Un chat."));
    }

    private Trace rerank() {
        ObjectNode body = GatewayClient.JSON
                .createObjectNode()
                .put("model", "cohere-main/order")
                .put("query", "cat");
        body.putArray("documents").add("On the sofa.").add("In Rome.").add("Under the bed.");
        return labelled("v1/rerank", body);
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

    private Trace stream() {
        HttpResponse<InputStream> answer =
                on().client().stream(Installation.CHECKOUT, "local/small", "@chunks=5 @every=10 @in=9 @out=5");
        try (InputStream body = answer.body()) {
            body.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
                    .flatMap(cells -> Stream.of(cells[0].split(" ")).flatMap(request -> Stream.of(cells[1].split(" "))
                            .map(span -> new Row(request, span, cells[2], cells[3]))))
                    .toList();
        }
    }
}
