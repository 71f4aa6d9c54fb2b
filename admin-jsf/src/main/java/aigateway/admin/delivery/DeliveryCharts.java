package aigateway.admin.delivery;

import aigateway.admin.chart.Chart;
import aigateway.admin.chart.Series;
import aigateway.admin.chart.TimeAxis;
import aigateway.admin.format.Amount;
import aigateway.admin.overview.Range;
import aigateway.delivery.DeliveryStep;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How delivery to one place went over a time, as pictures. */
public final class DeliveryCharts {

    private static final Chart.Unit COUNT = new Chart.Unit(1, Amount::compact);

    private final TimeAxis time;
    private final long[] delivered;
    private final long[] failed;
    private final long[] dropped;
    private final long[] waiting;

    /** @param steps those of the range; others are left out */
    DeliveryCharts(Range range, Instant now, ZoneId zone, List<DeliveryStep> steps) {
        int columns = (int) range.length().dividedBy(range.step());
        this.time = new TimeAxis(start(range, now), range.step(), columns, zone);
        this.delivered = new long[columns];
        this.failed = new long[columns];
        this.dropped = new long[columns];
        this.waiting = new long[columns];
        for (DeliveryStep step : steps) {
            long column = Math.floorDiv(
                    Duration.between(time.start(), step.begun()).toMillis(),
                    range.step().toMillis());
            if (column >= 0 && column < columns) {
                add((int) column, step);
            }
        }
    }

    /** Columns begin at round times, so that a chart that is drawn again keeps its columns. */
    static Instant start(Range range, Instant now) {
        long column = range.step().toMillis();
        return Instant.ofEpochMilli((now.toEpochMilli() / column + 1) * column).minus(range.length());
    }

    private void add(int column, DeliveryStep step) {
        delivered[column] += step.delivered();
        failed[column] += step.failed();
        dropped[column] += step.dropped();
        waiting[column] = Math.max(waiting[column], step.waiting());
    }

    public Chart getSpans() {
        return Chart.columns(time, List.of(series("Delivered", 1, delivered), series("Dropped", 5, dropped)), COUNT);
    }

    public Chart getTrouble() {
        return Chart.columns(time, List.of(series("Waiting", 2, waiting), series("Tried again", 3, failed)), COUNT);
    }

    private static Series series(String name, int colour, long[] values) {
        List<@Nullable Double> all = new ArrayList<>();
        for (long value : values) {
            all.add((double) value);
        }
        return new Series(name, colour, all);
    }
}
