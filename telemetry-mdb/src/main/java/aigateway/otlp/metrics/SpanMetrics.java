package aigateway.otlp.metrics;

import aigateway.call.ErrorType;
import aigateway.call.RequestTypes;
import aigateway.meter.Meters;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adds up what the gateway's spans tell, so that a request pays nothing for metrics. Every node adds up what it took from
 * the broker; a message that comes twice counts twice.
 */
@ApplicationScoped
public class SpanMetrics {

    /** Characters. */
    private static final int LONGEST_LABEL = 256;

    private static final String UNKNOWN = "unknown";

    /** Of one instrument. More sets of attributes are counted as one: somebody makes them up. */
    static final int MOST_SERIES = 2_000;

    private static final SortedMap<String, String> OVERFLOW = new TreeMap<>(Map.of("otel.metric.overflow", "true"));
    private static final SortedMap<String, String> NO_ATTRIBUTES = new TreeMap<>();
    private static final double MILLIS = 1_000;
    private static final double NANOS = 1e9;

    private final Map<Series, Tally> tallies = new HashMap<>();
    private final Map<Instrument, Integer> sizes = new HashMap<>();
    private volatile boolean askedFor;

    @Inject
    Meters meters;

    /** What there is now. */
    Map<Series, Tally> read() {
        Map<Series, Tally> now = new HashMap<>(tallies());
        for (Instrument instrument : Instrument.values()) {
            if (instrument.isCountedElsewhere()) {
                meters.read(instrument.prometheusName())
                        .ifPresent(total -> now.put(new Series(instrument, NO_ATTRIBUTES), Tally.of(total)));
            }
        }
        return now;
    }

    /** Whether anybody has read them yet: what nobody reads, and no exporter will, is not added up. */
    public boolean isAskedFor() {
        return askedFor;
    }

    /** What was added up here since somebody first asked. */
    synchronized Map<Series, Tally> tallies() {
        askedFor = true;
        return Map.copyOf(tallies);
    }

    public void count(ExportTraceServiceRequest message) {
        message.getResourceSpansList()
                .forEach(resource -> resource.getScopeSpansList().forEach(scope -> {
                    Attempts attempts = Attempts.in(scope.getSpansList());
                    scope.getSpansList().forEach(span -> count(span, attempts));
                }));
    }

    private void count(Span span, Attempts attempts) {
        Map<String, AnyValue> told = new HashMap<>();
        for (KeyValue attribute : span.getAttributesList()) {
            told.put(attribute.getKey(), attribute.getValue());
        }
        String type = text(told, "tfy.span_type");
        if (RequestTypes.isRequest(type)) {
            request(told, type);
            attempts.of(span).ifPresent(tried -> time(span, type, tried));
            step(span, told);
            return;
        }
        switch (type) {
            case "Model" -> model(span, told);
            case "Guardrail" -> add(
                    Instrument.GUARDRAILS,
                    1,
                    "guardrail",
                    text(told, "tfy.guardrail.name"),
                    "result",
                    text(told, "tfy.guardrail.result"));
            default -> step(span, told);
        }
    }

    private void model(Span span, Map<String, AnyValue> told) {
        String[] genAi = named(
                told,
                "gen_ai.operation.name",
                "gen_ai.provider.name",
                "gen_ai.request.model",
                "gen_ai.response.model",
                "server.address");
        String model = text(told, "tfy.model.name");
        tokens(told, "gen_ai.usage.input_tokens", "input", genAi, model);
        tokens(told, "gen_ai.usage.output_tokens", "output", genAi, model);
        cached(told, "gen_ai.usage.cache_read.input_tokens", "read", model);
        cached(told, "gen_ai.usage.cache_creation.input_tokens", "write", model);
        add(Instrument.OPERATION_DURATION, seconds(span), and(genAi, "error.type", text(told, "error.type")));
        millis(Instrument.TIME_TO_FIRST_TOKEN, told, "tfy.model.metric.time_to_first_token_in_ms", genAi);
        millis(Instrument.TIME_PER_OUTPUT_TOKEN, told, "tfy.model.metric.inter_token_latency_in_ms", genAi);
        if (told.containsKey("tfy.model.metric.cost_in_usd")) {
            add(Instrument.COST, number(told, "tfy.model.metric.cost_in_usd"), "model", model);
        }
    }

    private void tokens(Map<String, AnyValue> told, String name, String type, String[] genAi, String model) {
        if (told.containsKey(name)) {
            double tokens = number(told, name);
            add(Instrument.TOKEN_USAGE, tokens, and(genAi, "gen_ai.token.type", type));
            add(Instrument.TOKENS, tokens, "model", model, "type", type);
        }
    }

    private void cached(Map<String, AnyValue> told, String name, String type, String model) {
        if (told.containsKey(name)) {
            add(Instrument.CACHED_TOKENS, number(told, name), "model", model, "type", type);
        }
    }

    private void millis(Instrument instrument, Map<String, AnyValue> told, String name, String[] attributes) {
        if (told.containsKey(name)) {
            add(instrument, number(told, name) / MILLIS, attributes);
        }
    }

    private void time(Span span, String type, Attempts.Tried tried) {
        add(Instrument.PROCESSING_TIME, Math.max(0, seconds(span) - tried.nanos() / NANOS), "type", type);
        if (type.equals(RequestTypes.AGENT)) {
            add(Instrument.AGENT_ITERATIONS, tried.count());
        }
    }

    private void request(Map<String, AnyValue> told, String type) {
        String error = text(told, "error.type");
        // A name that nothing here has is anybody's choice, and each would be a series for ever.
        String model = error.equals(ErrorType.MODEL_NOT_FOUND.type()) ? UNKNOWN : text(told, "tfy.request.model_name");
        add(Instrument.REQUESTS, 1, "model", model, "type", type);
        if (!error.isEmpty()) {
            add(Instrument.FAILURES, 1, "model", model, "type", type, "error.type", error);
        }
        each(told, "applied_ratelimit_rule_ids", Instrument.RATE_LIMITS);
        each(told, "applied_budget_rule_ids", Instrument.BUDGETS);
    }

    private void each(Map<String, AnyValue> told, String name, Instrument instrument) {
        AnyValue rules = told.getOrDefault(name, AnyValue.getDefaultInstance());
        rules.getArrayValue().getValuesList().forEach(rule -> add(instrument, 1, "rule", rule.getStringValue()));
    }

    private void step(Span span, Map<String, AnyValue> told) {
        if (told.containsKey("toolName")) {
            add(Instrument.TOOL_CALLS, 1, "tool", text(told, "toolName"), "status", text(told, "status"));
        }
        if (told.containsKey("mcp.method.name")) {
            add(
                    Instrument.MCP_DURATION,
                    seconds(span),
                    named(told, "mcp.method.name", "gen_ai.tool.name", "error.type", "server.address"));
        }
    }

    /** @param attributes name, value, name, value; those without a value are left out */
    private synchronized void add(Instrument instrument, double value, String... attributes) {
        if (!Double.isFinite(value) || value < 0) {
            return;
        }
        SortedMap<String, String> set = new TreeMap<>();
        for (int i = 0; i < attributes.length; i += 2) {
            String text = attributes[i + 1];
            if (!text.isEmpty()) {
                set.put(attributes[i], text.substring(0, Math.min(text.length(), LONGEST_LABEL)));
            }
        }
        Series series = new Series(instrument, set);
        if (!tallies.containsKey(series)) {
            int size = sizes.getOrDefault(instrument, 0);
            if (size < MOST_SERIES) {
                sizes.put(instrument, size + 1);
            } else {
                series = new Series(instrument, OVERFLOW);
            }
        }
        tallies.merge(
                series,
                Tally.empty(instrument).plus(value, instrument.bounds()),
                (known, first) -> known.plus(value, instrument.bounds()));
    }

    private static String[] named(Map<String, AnyValue> told, String... names) {
        return Arrays.stream(names)
                .flatMap(name -> List.of(name, text(told, name)).stream())
                .toArray(String[]::new);
    }

    private static String[] and(String[] attributes, String name, String value) {
        String[] more = Arrays.copyOf(attributes, attributes.length + 2);
        more[attributes.length] = name;
        more[attributes.length + 1] = value;
        return more;
    }

    private static double seconds(Span span) {
        return (span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / NANOS;
    }

    private static String text(Map<String, AnyValue> told, String name) {
        AnyValue value = told.get(name);
        return value == null ? "" : value.getStringValue();
    }

    private static double number(Map<String, AnyValue> told, String name) {
        AnyValue value = told.getOrDefault(name, AnyValue.getDefaultInstance());
        return value.hasIntValue() ? value.getIntValue() : value.getDoubleValue();
    }
}
