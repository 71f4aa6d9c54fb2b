package aigateway.otlp.metrics;

import aigateway.meter.Metric;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * What is measured, one row each.
 *
 * @see <a href="https://github.com/open-telemetry/semantic-conventions/blob/v1.41.0/docs/gen-ai/gen-ai-metrics.md">GenAI
 *     metrics</a>
 */
enum Instrument {
    TOKEN_USAGE("gen_ai.client.token.usage", "{token}", "Tokens of one attempt at a model.", powers(1, 4, 14)),
    OPERATION_DURATION("gen_ai.client.operation.duration", "s", "Time of one attempt at a model.", powers(0.01, 2, 14)),
    TIME_TO_FIRST_TOKEN(
            "gen_ai.server.time_to_first_token",
            "s",
            "Time until a stream's first token.",
            List.of(0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0)),
    TIME_PER_OUTPUT_TOKEN(
            "gen_ai.server.time_per_output_token",
            "s",
            "Time between a stream's tokens.",
            List.of(0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0, 2.5)),
    MCP_DURATION("mcp.client.operation.duration", "s", "Time of one call of an MCP server.", powers(0.01, 2, 14)),

    PROCESSING_TIME(
            "ai_gateway_processing_time",
            "s",
            "Time of a request that no model took.",
            List.of(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)),
    REQUESTS("ai_gateway_requests", "{request}", "Requests, whatever became of them."),
    FAILURES("ai_gateway_failures", "{request}", "Requests that failed, or were refused."),
    TOKENS("ai_gateway_tokens", "{token}", "Tokens of all attempts."),
    CACHED_TOKENS(
            "ai_gateway_cached_tokens",
            "{token}",
            "Tokens of the input that a provider read from its cache or wrote to it."),
    COST("ai_gateway_cost", "{USD}", "Cost of all attempts whose price is known, in dollars."),
    RATE_LIMITS("ai_gateway_rate_limits_applied", "{request}", "Requests that a rate limit counted."),
    BUDGETS("ai_gateway_budgets_applied", "{request}", "Requests that a budget counted."),
    GUARDRAILS("ai_gateway_guardrail_results", "{check}", "Checks by guardrails."),
    AGENT_ITERATIONS("ai_gateway_agent_iterations", "{iteration}", "Times that agents asked a model."),
    TOOL_CALLS("ai_gateway_tool_calls", "{call}", "Calls of tools."),

    // Counted where they happen, and told with the others.
    SPANS_ACCEPTED("ai_gateway_spans_accepted", "{span}", "Spans that applications sent and that were taken."),
    SPANS_EXPORTED("ai_gateway_spans_exported", "{span}", "Spans that a backend has taken."),
    SPANS_DROPPED("ai_gateway_spans_dropped", "{span}", "Spans that were lost: no room, or no time at the end.");

    private final String id;
    private final String unit;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // every list here is an unmodifiable one
    private final List<Double> bounds;

    /** A sum. */
    Instrument(String id, String unit, String help) {
        this(id, unit, help, List.of());
    }

    /** @param bounds of a histogram's buckets; none: it is a sum */
    Instrument(String id, String unit, String help, List<Double> bounds) {
        this.id = id;
        this.unit = unit;
        this.help = help;
        this.bounds = bounds;
    }

    private static List<Double> powers(double first, double factor, int count) {
        return DoubleStream.iterate(first, bound -> bound * factor)
                .limit(count)
                .boxed()
                .toList();
    }

    String id() {
        return id;
    }

    String unit() {
        return unit;
    }

    String help() {
        return help;
    }

    /** As Prometheus names it, with its unit. */
    String prometheusName() {
        return id.replace('.', '_') + (unit.equals("s") ? "_seconds" : "") + (isSum() ? Metric.TOTAL : "");
    }

    /** Whether it is not added up from spans: somebody else counts it. */
    boolean isCountedElsewhere() {
        return this == SPANS_ACCEPTED || this == SPANS_EXPORTED || this == SPANS_DROPPED;
    }

    List<Double> bounds() {
        return bounds;
    }

    boolean isSum() {
        return bounds.isEmpty();
    }
}
