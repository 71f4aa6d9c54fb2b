package aigateway.admin.overview;

import aigateway.admin.chart.Chart;
import aigateway.admin.chart.Series;
import aigateway.admin.chart.TimeAxis;
import aigateway.admin.format.Amount;
import aigateway.telemetry.Figures;
import aigateway.telemetry.Overview;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The overview's figures as pictures. */
public class Charts {

    private static final Chart.Unit COUNT = new Chart.Unit(1, Amount::compact);
    private static final Chart.Unit MILLIS = new Chart.Unit(0, Amount::millis);
    private static final Chart.Unit MONEY = new Chart.Unit(0, dollars -> Amount.money(BigDecimal.valueOf(dollars)));

    private final Overview overview;
    private final TimeAxis time;

    Charts(Overview overview, ZoneId zone) {
        this.overview = overview;
        this.time =
                new TimeAxis(overview.from(), overview.step(), overview.series().size(), zone);
    }

    public Chart getRequests() {
        return Chart.columns(
                time,
                List.of(series("Answered", 1, it -> (double) (it.requests() - it.errors())), series("Failed", 5, it ->
                        (double) it.errors())),
                COUNT);
    }

    public Chart getTokens() {
        return Chart.columns(
                time,
                List.of(series("Input", 2, it -> (double) it.inputTokens()), series("Output", 4, it ->
                        (double) it.outputTokens())),
                COUNT);
    }

    public Chart getCost() {
        return Chart.columns(time, List.of(series("Cost", 3, Charts::cost)), MONEY);
    }

    public Chart getErrorRate() {
        return Chart.lines(
                time,
                List.of(series("Failed", 5, it -> it.requests() == 0 ? null : (double) it.errors() / it.requests())),
                new Chart.Unit(0, Amount::percent));
    }

    public Chart getLatency() {
        return Chart.lines(
                time, List.of(series("p99", 4, Figures::latencyP99), series("p50", 2, Figures::latencyP50)), MILLIS);
    }

    public Chart getFirstToken() {
        return Chart.lines(
                time,
                List.of(series("p99", 4, Figures::timeToFirstTokenP99), series("p50", 1, Figures::timeToFirstTokenP50)),
                MILLIS);
    }

    private static @Nullable Double cost(Figures figures) {
        BigDecimal cost = figures.cost();
        return cost == null ? null : (Double) cost.doubleValue();
    }

    private Series series(String name, int colour, Function<Figures, @Nullable Double> value) {
        List<@Nullable Double> values = new ArrayList<>();
        overview.series().forEach(bucket -> values.add(value.apply(bucket.figures())));
        return new Series(name, colour, values);
    }
}
