package aigateway.telemetry;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What follows WHERE, and its values: texts that came from outside are values, never SQL. */
public final class Conditions {

    /** To be followed by nothing; its value is {@link #escape escaped}. */
    public static final String LIKE = " LIKE ? ESCAPE '!'";

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    static Conditions of(SpanFilter filter) {
        Conditions where = new Conditions();
        if (filter.entriesOnly()) {
            where.and("entry = TRUE");
        } else {
            where.and("entry IN (TRUE, FALSE)");
        }
        where.and("start_ns >= ?", Position.Nanos.of(filter.from()));
        where.and("start_ns < ?", Position.Nanos.of(filter.until()));
        where.andEqual("trace_id", filter.traceId());
        where.andEqual("subject_type", filter.subjectType());
        where.andEqual("subject_slug", filter.subjectSlug());
        where.andEqual("status", filter.status());
        where.andEqual("span_type", filter.spanType());
        where.andEqual("project", filter.project());
        Duration atLeast = filter.atLeast();
        if (atLeast != null) {
            where.and("duration_ns >= ?", atLeast.toNanos());
        }
        String model = filter.model();
        if (model != null) {
            where.and("(model = ? OR answered_by = ?)", model, model);
        }
        String text = filter.text();
        if (text != null) {
            where.and("LOWER(name)" + LIKE, "%" + escape(text.toLowerCase(Locale.ROOT)) + "%");
        }
        filter.metadata()
                .forEach((name, value) -> where.and("metadata" + LIKE, "%" + escape(member(name, value)) + "%"));
        return where;
    }

    public Conditions and(String condition, Object... values) {
        if (sql.length() > 0) {
            sql.append(" AND ");
        }
        sql.append(condition);
        this.values.addAll(List.of(values));
        return this;
    }

    private void andEqual(String column, @Nullable String value) {
        if (value != null) {
            and(column + " = ?", value);
        }
    }

    public Conditions and(Conditions condition) {
        return condition.sql.length() == 0 ? this : and(condition.toString(), condition.values.toArray());
    }

    /**
     * The same, so that the database does not estimate how many rows it leaves: another condition says so already, and
     * both together would seem to leave next to none.
     */
    public Conditions andUnweighed(Conditions condition) {
        return condition.sql.length() == 0
                ? this
                : and("CASE WHEN " + condition + " THEN TRUE ELSE FALSE END", condition.values.toArray());
    }

    public Conditions visibleTo(Viewer viewer) {
        Sight.add(this, viewer);
        return this;
    }

    Conditions before(Position position) {
        return and(
                "start_ns <= ? AND (start_ns < ? OR span_id < ?)",
                position.startNanos(),
                position.startNanos(),
                position.spanId());
    }

    public void bind(PreparedStatement statement) throws SQLException {
        bind(statement, 1);
    }

    /**
     * @param first of the parameters that are these
     * @return the one after them
     */
    public int bind(PreparedStatement statement, int first) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(first + i, values.get(i));
        }
        return first + values.size();
    }

    /** A member as the publisher writes it: {@code "name":"value"}. */
    public static String member(String name, String value) {
        JsonStringEncoder encoder = JsonStringEncoder.getInstance();
        return '"' + new String(encoder.quoteAsString(name)) + "\":\"" + new String(encoder.quoteAsString(value)) + '"';
    }

    public static String escape(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    @Override
    public String toString() {
        return sql.toString();
    }
}
