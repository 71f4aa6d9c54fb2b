package aigateway.telemetry.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What requests are to be added up.
 *
 * @param until exclusive
 * @param interval of a time series; null for one sum over the whole time
 * @param groupBy names of dimensions
 * @param filters on dimensions and measures; all must hold
 */
public record MetricsQuery(
        Instant from,
        Instant until,
        Source source,
        @Nullable Duration interval,
        List<Aggregation> aggregations,
        List<String> groupBy,
        List<Filter> filters) {

    /** Most points of an answer, and most steps of a time. */
    public static final int MOST_POINTS = 10_000;

    public MetricsQuery {
        aggregations = List.copyOf(aggregations);
        groupBy = List.copyOf(groupBy);
        filters = List.copyOf(filters);
    }

    /** Which spans are added up. */
    public enum Source {
        /** Each attempt at a model. */
        MODEL_METRICS("modelMetrics", "span_type = 'Model'"),
        MCP_METRICS("mcpMetrics", "span_type = 'MCP'"),
        GUARDRAIL_METRICS("guardrailMetrics", "span_type = 'Guardrail'"),
        /** Each request that was routed, whatever became of it. */
        ROUTING_METRICS(
                "routingMetrics",
                "entry = TRUE AND span_type IN ('ChatCompletion', 'CreateModelResponse', 'Completion', 'Embedding',"
                        + " 'Rerank', 'Moderation', 'ImageGeneration', 'ImageEdit', 'ImageVariation', 'Speech',"
                        + " 'Transcription', 'Translation')"),
        CACHE_METRICS("cacheMetrics", "span_type = 'Cache'"),
        AGENT_METRICS("agentMetrics", "span_type = 'AgentResponse'");

        private final String id;
        private final String sql;

        Source(String id, String sql) {
            this.id = id;
            this.sql = sql;
        }

        public String id() {
            return id;
        }

        String sql() {
            return sql;
        }
    }

    /** How values become one. */
    public enum Type {
        SUM,
        COUNT,
        AVG,
        P50,
        P90,
        P99;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public record Aggregation(Type type, String column) {

        /** As answers call it: {@code sumCostInUSD}. */
        public String key() {
            return type.id() + Character.toUpperCase(column.charAt(0)) + column.substring(1);
        }
    }

    /** A condition on a dimension or measure. */
    public record Filter(String column, aigateway.telemetry.Operator operator, List<Object> values) {

        public Filter {
            values = List.copyOf(values);
        }
    }
}
