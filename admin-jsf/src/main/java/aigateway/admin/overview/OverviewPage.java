package aigateway.admin.overview;

import aigateway.admin.session.Browser;
import aigateway.admin.session.Me;
import aigateway.telemetry.Overview;
import aigateway.telemetry.SpanQueries;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The figures of a time, as charts and as leaders. */
@Named
@RequestScoped
public class OverviewPage {

    @Inject
    SpanQueries queries;

    @Inject
    Me me;

    @Inject
    Browser browser;

    @Inject
    InstantSource clock;

    private @Nullable String code;
    private @Nullable String group;
    private @Nullable String label;
    private @Nullable Overview overview;

    /** One way to group requests, for the table of leaders. */
    public record Grouping(String code, String title, String column) {}

    private static final String LABEL = "label";

    private static final List<Grouping> GROUPINGS = List.of(
            new Grouping("model", "Models", "Model"),
            new Grouping("user", "Users", "User"),
            new Grouping("team", "Teams", "Team"),
            new Grouping("virtualaccount", "Virtual accounts", "Virtual account"),
            new Grouping(LABEL, "Labels", "Value"),
            new Grouping("error", "Errors", "Error"));

    public Overview getOverview() {
        Overview known = overview;
        if (known == null) {
            known = read(label());
            List<String> names = known.labelNames();
            // A list that cannot be changed does not even look for what is null.
            if (!names.isEmpty() && (label == null || !names.contains(label))) {
                known = read(names.get(0));
            }
            overview = known;
        }
        return known;
    }

    private Overview read(@Nullable String wanted) {
        Range range = getRange();
        // Columns end with a whole step, so that a chart that is loaded again keeps its columns.
        long step = range.step().toSeconds();
        Instant until = Instant.ofEpochSecond((clock.instant().getEpochSecond() / step + 1) * step);
        return queries.overview(
                until.minus(range.length()), until, (int) range.length().dividedBy(range.step()), me.viewer(), wanted);
    }

    public Charts getCharts() {
        return new Charts(getOverview(), browser.getZone());
    }

    public boolean isQuiet() {
        return getOverview().total().requests() == 0;
    }

    public List<Overview.Leader> getLeaders() {
        Overview figures = getOverview();
        return switch (getGrouping().code()) {
            case "user" -> figures.users();
            case "team" -> figures.teams();
            case "virtualaccount" -> figures.virtualAccounts();
            case LABEL -> figures.labels();
            case "error" -> figures.errors();
            default -> figures.models();
        };
    }

    /** The one that was chosen, or the first that requests have; empty when they have none. */
    public String getLabel() {
        List<String> names = getLabelNames();
        return label != null && names.contains(label)
                ? label
                : names.stream().findFirst().orElse("");
    }

    public List<String> getLabelNames() {
        return getOverview().labelNames();
    }

    public boolean isByLabel() {
        return getGrouping().code().equals(LABEL);
    }

    /** Which is read besides; reading labels costs more than all else. */
    private @Nullable String label() {
        return isByLabel() ? (label == null ? "" : label) : null;
    }

    /** Of all requests of the time, from 0 to 1. */
    public double share(long requests) {
        long all = getOverview().total().requests();
        return all == 0 ? 0 : (double) requests / all;
    }

    public List<Grouping> getGroupings() {
        return GROUPINGS;
    }

    public Grouping getGrouping() {
        return GROUPINGS.stream()
                .filter(it -> it.code().equals(group))
                .findFirst()
                .orElse(GROUPINGS.get(0));
    }

    public Range[] getRanges() {
        return Range.values();
    }

    public Range getRange() {
        return Range.of(code, Range.DAY);
    }

    public @Nullable String getCode() {
        return code;
    }

    public void setCode(@Nullable String code) {
        this.code = code;
    }

    public @Nullable String getWanted() {
        return label;
    }

    public void setWanted(@Nullable String wanted) {
        this.label = wanted;
    }

    public @Nullable String getGroup() {
        return group;
    }

    public void setGroup(@Nullable String group) {
        this.group = group;
    }
}
