package aigateway.admin.traces;

import aigateway.admin.overview.Range;
import aigateway.admin.session.Browser;
import aigateway.admin.session.Me;
import aigateway.manifest.Configuration;
import aigateway.telemetry.Operator;
import aigateway.telemetry.Page;
import aigateway.telemetry.Position;
import aigateway.telemetry.SpanRow;
import aigateway.telemetry.query.Filter;
import aigateway.telemetry.query.SpanQuery;
import aigateway.telemetry.query.SpanSearch;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The list of requests, newest first. All of its state is in the address, so a filtered list can be shared and the
 * browser's way back works; only a live list is read again in place.
 */
@Named
@ViewScoped
public class TracesPage implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int PAGE = 50;

    @Inject
    transient SpanSearch search;

    @Inject
    transient Configuration configuration;

    @Inject
    transient Me me;

    @Inject
    transient Browser browser;

    @Inject
    transient InstantSource clock;

    private final Wanted wanted = new Wanted();
    private @Nullable String complaint;
    private @Nullable String after;
    private boolean live;
    private transient @Nullable Page<SpanRow> page;

    /** What was typed as one more condition goes to the others, unless something is wrong with it. */
    public void open() {
        try {
            if (wanted.addCondition()) {
                after = null;
            }
        } catch (IllegalArgumentException e) {
            complaint = e.getMessage();
        }
    }

    public Page<SpanRow> getPage() {
        Page<SpanRow> known = page;
        if (known == null) {
            known = live ? search.newest(query(), me.viewer(), PAGE) : search.list(query(), me.viewer(), after, PAGE);
            page = known;
        }
        return known;
    }

    /** Reads the list again. */
    public void refresh() {
        page = null;
    }

    private SpanQuery query() {
        return wanted.query(
                clock.instant(), browser.getZone(), configuration.current().tenant());
    }

    /** The same by the API. */
    public Fetch getFetch() {
        HttpServletRequest http = (HttpServletRequest)
                FacesContext.getCurrentInstance().getExternalContext().getRequest();
        StringBuffer address = http.getRequestURL();
        return new Fetch(
                address.substring(0, address.length() - http.getRequestURI().length()), query(), PAGE);
    }

    /** Of the slowest request on the page, in percent; never so little that nothing is seen. */
    public double width(SpanRow row) {
        double slowest = getPage().rows().stream()
                .mapToDouble(SpanRow::durationMillis)
                .max()
                .orElse(1);
        return Math.max(2, 100 * row.durationMillis() / Math.max(1e-3, slowest));
    }

    public Wanted getWanted() {
        return wanted;
    }

    public Range[] getRanges() {
        return Range.values();
    }

    /** What one more condition can be about. */
    public List<String> getSubjects() {
        return Stream.concat(Stream.of(Filters.ATTRIBUTE, Filters.LABEL), Filter.fields().stream())
                .toList();
    }

    public List<Operator> getOperators() {
        return List.of(Operator.values());
    }

    public String inWords(Filter condition) {
        return Filters.inWords(condition);
    }

    public String operatorInWords(Operator operator) {
        return Filters.inWords(operator);
    }

    /** What is wrong with what was typed; null when nothing is. */
    public @Nullable String getComplaint() {
        return complaint == null ? wanted.getMisunderstood() : complaint;
    }

    public @Nullable String getAfter() {
        return after;
    }

    /** What is no place in the list stands for its beginning. */
    public void setAfter(@Nullable String after) {
        this.after = isPlace(after) ? after : null;
    }

    private static boolean isPlace(@Nullable String text) {
        try {
            return text != null && !Position.parse(text).spanId().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    public boolean isLive() {
        return live;
    }

    public void setLive(boolean live) {
        this.live = live;
    }
}
