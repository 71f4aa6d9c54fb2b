package aigateway.otlp.metrics;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * What is measured, one row each.
 *
 * @see <a href="https://github.com/open-telemetry/semantic-conventions/blob/v1.41.0/docs/gen-ai/gen-ai-metrics.md">GenAI
 *     metrics</a>
 */
enum Instrument {
    TOKEN_USAGE("gen_ai.client.token.usage", "{token}", powers(1, 4, 14)),
    OPERATION_DURATION("gen_ai.client.operation.duration", "s", powers(0.01, 2, 14)),
    TIME_TO_FIRST_TOKEN(
            "gen_ai.server.time_to_first_token",
            "s",
            List.of(0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0)),
    TIME_PER_OUTPUT_TOKEN(
            "gen_ai.server.time_per_output_token",
            "s",
            List.of(0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0, 2.5)),
    MCP_DURATION("mcp.client.operation.duration", "s", powers(0.01, 2, 14)),

    REQUESTS("ai_gateway_requests", "{request}", List.of()),
    FAILURES("ai_gateway_failures", "{request}", List.of()),
    TOKENS("ai_gateway_tokens", "{token}", List.of()),
    COST("ai_gateway_cost", "{USD}", List.of()),
    RATE_LIMITS("ai_gateway_rate_limits_applied", "{request}", List.of()),
    BUDGETS("ai_gateway_budgets_applied", "{request}", List.of()),
    GUARDRAILS("ai_gateway_guardrail_results", "{check}", List.of()),
    TOOL_CALLS("ai_gateway_tool_calls", "{call}", List.of());

    private final String id;
    private final String unit;

    @SuppressWarnings("ImmutableEnumChecker") // every list here is an unmodifiable one
    private final List<Double> bounds;

    /** @param bounds of a histogram's buckets; none: it is a sum */
    Instrument(String id, String unit, List<Double> bounds) {
        this.id = id;
        this.unit = unit;
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

    List<Double> bounds() {
        return bounds;
    }

    boolean isSum() {
        return bounds.isEmpty();
    }
}
