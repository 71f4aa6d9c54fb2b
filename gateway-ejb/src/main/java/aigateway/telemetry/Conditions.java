package aigateway.telemetry;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What follows WHERE, and its values: texts that came from outside are values, never SQL. */
public final class Conditions {

    /** To be followed by nothing; its value is {@link #escape escaped}. */
    public static final String LIKE = " LIKE ? ESCAPE '!'";

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    /** The requests of a time. */
    static Conditions ofRequests(Instant from, Instant until) {
        return new Conditions()
                .and("entry = TRUE")
                .and("start_ns >= ?", Position.Nanos.of(from))
                .and("start_ns < ?", Position.Nanos.of(until));
    }

    public Conditions and(String condition, Object... values) {
        if (sql.length() > 0) {
            sql.append(" AND ");
        }
        sql.append(condition);
        this.values.addAll(List.of(values));
        return this;
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
