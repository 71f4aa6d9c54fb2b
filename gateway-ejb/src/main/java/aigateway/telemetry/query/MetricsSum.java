package aigateway.telemetry.query;

import aigateway.telemetry.Samples;
import aigateway.telemetry.query.MetricsQuery.Aggregation;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One group of one step in the making. */
final class MetricsSum {

    private final List<Aggregation> aggregations;
    private final List<Column> columns = new ArrayList<>();
    private long total;

    private static final class Column {
        private final Samples samples = new Samples();
        private BigDecimal sum = BigDecimal.ZERO;
        private long count;
    }

    MetricsSum(List<Aggregation> aggregations) {
        this.aggregations = aggregations;
        aggregations.forEach(aggregation -> columns.add(new Column()));
    }

    void add(ResultSet row) throws SQLException {
        total++;
        for (int i = 0; i < columns.size(); i++) {
            Object value = MetricsColumns.value(row, aggregations.get(i).column());
            if (value != null) {
                add(columns.get(i), aggregations.get(i).type(), value);
            }
        }
    }

    private static void add(Column column, MetricsQuery.Type type, Object value) {
        column.count++;
        if (value instanceof Number number) {
            switch (type) {
                case SUM, AVG -> column.sum = column.sum.add(new BigDecimal(number.toString()));
                case P50, P90, P99 -> column.samples.add(number.doubleValue());
                case COUNT -> {}
            }
        }
    }

    long total() {
        return total;
    }

    List<@Nullable Double> values() {
        List<@Nullable Double> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            values.add(value(columns.get(i), aggregations.get(i).type()));
        }
        return values;
    }

    private @Nullable Double value(Column column, MetricsQuery.Type type) {
        return switch (type) {
                // Spans of which nothing is known add up to nothing known: 0 would say that they were free.
            case SUM -> column.count == 0 && total > 0 ? null : (Double) column.sum.doubleValue();
            case COUNT -> (double) column.count;
            case AVG -> column.count == 0 ? null : column.sum.doubleValue() / column.count;
            case P50 -> column.samples.percentile(0.5);
            case P90 -> column.samples.percentile(0.9);
            case P99 -> column.samples.percentile(0.99);
        };
    }
}
