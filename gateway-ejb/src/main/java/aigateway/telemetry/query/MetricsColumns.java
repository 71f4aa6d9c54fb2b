package aigateway.telemetry.query;

import aigateway.telemetry.Labels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be measured and told apart, by the names of the metrics query. */
public final class MetricsColumns {

    /** Followed by the name of a label. */
    public static final String LABEL = "metadata.";

    static final String SQL = "start_ns, duration_ns, name, subject_type, subject_slug, teams, project, model,"
            + " answered_by, input_tokens, output_tokens, cost, ttft_ms, http_status, error_type, metadata";

    private static final Map<String, Reader> MEASURES = new LinkedHashMap<>();
    private static final Map<String, Reader> DIMENSIONS = new LinkedHashMap<>();

    /** Reads one column's value from a row. */
    private interface Reader {
        @Nullable
        Object read(ResultSet row) throws SQLException;
    }

    static {
        MEASURES.put("costInUSD", row -> row.getBigDecimal("cost"));
        MEASURES.put("latencyMs", row -> row.getLong("duration_ns") / 1e6);
        MEASURES.put("inputTokens", row -> row.getObject("input_tokens", Long.class));
        MEASURES.put("outputTokens", row -> row.getObject("output_tokens", Long.class));
        MEASURES.put("timeToFirstTokenMs", row -> row.getObject("ttft_ms", Double.class));
        MEASURES.put("interTokenLatencyMs", MetricsColumns::interTokenLatency);
        DIMENSIONS.put("modelName", row -> row.getString("answered_by"));
        DIMENSIONS.put("virtualModelName", MetricsColumns::virtualModel);
        DIMENSIONS.put("virtualModel", MetricsColumns::virtualModel);
        DIMENSIONS.put("userEmail", row -> slug(row, "user"));
        DIMENSIONS.put("virtualaccount", row -> slug(row, "virtualaccount"));
        DIMENSIONS.put("createdBySubjectType", row -> row.getString("subject_type"));
        DIMENSIONS.put("createdBySubjectSlug", row -> row.getString("subject_slug"));
        DIMENSIONS.put("team", MetricsColumns::teams);
        DIMENSIONS.put("tracingProjectFqn", row -> row.getString("project"));
        DIMENSIONS.put("spanName", row -> row.getString("name"));
        DIMENSIONS.put("errorType", row -> row.getString("error_type"));
        DIMENSIONS.put("httpStatusCode", row -> row.getObject("http_status", Integer.class));
    }

    private MetricsColumns() {}

    public static List<String> measures() {
        return List.copyOf(MEASURES.keySet());
    }

    public static List<String> dimensions() {
        return List.copyOf(DIMENSIONS.keySet());
    }

    public static boolean isMeasure(String name) {
        return MEASURES.containsKey(name);
    }

    public static boolean isDimension(String name) {
        return DIMENSIONS.containsKey(name) || (name.startsWith(LABEL) && name.length() > LABEL.length());
    }

    /** @return text, number or, for teams, a list; null where there is nothing */
    static @Nullable Object value(ResultSet row, String name) throws SQLException {
        if (name.startsWith(LABEL)) {
            return Labels.value(row.getString("metadata"), name.substring(LABEL.length()));
        }
        Reader reader = MEASURES.getOrDefault(name, DIMENSIONS.get(name));
        return reader == null ? null : reader.read(row);
    }

    private static @Nullable Object interTokenLatency(ResultSet row) throws SQLException {
        Double first = row.getObject("ttft_ms", Double.class);
        long tokens = row.getLong("output_tokens");
        return first == null || tokens < 2 ? null : (row.getLong("duration_ns") / 1e6 - first) / (tokens - 1);
    }

    /** What was asked for, where another name answered: a virtual model, or one that fell back. */
    private static @Nullable Object virtualModel(ResultSet row) throws SQLException {
        String asked = row.getString("model");
        return asked == null || asked.equals(row.getString("answered_by")) ? null : asked;
    }

    private static @Nullable Object slug(ResultSet row, String type) throws SQLException {
        return type.equals(row.getString("subject_type")) ? row.getString("subject_slug") : null;
    }

    private static @Nullable Object teams(ResultSet row) throws SQLException {
        String joined = row.getString("teams");
        if (joined == null) {
            return null;
        }
        List<String> teams = new ArrayList<>();
        for (String team : joined.split("\\|", -1)) {
            if (!team.isEmpty()) {
                teams.add(team);
            }
        }
        return teams;
    }
}
