package aigateway.admin.traces;

import aigateway.admin.overview.Range;
import aigateway.admin.session.Me;
import aigateway.identity.Subject;
import aigateway.telemetry.Page;
import aigateway.telemetry.SpanFilter;
import aigateway.telemetry.SpanQueries;
import aigateway.telemetry.SpanRow;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
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
    /** A hundred days. */
    private static final long MOST_MILLIS = 8_640_000_000L;

    @Inject
    transient SpanQueries queries;

    @Inject
    transient Me me;

    @Inject
    transient InstantSource clock;

    private @Nullable String code;
    private @Nullable String model;
    private @Nullable String who;
    private @Nullable String status;
    private @Nullable String text;
    private @Nullable String label;
    private @Nullable String project;
    private @Nullable String slower;
    private @Nullable String after;
    private boolean live;
    private transient @Nullable Page<SpanRow> page;

    public Page<SpanRow> getPage() {
        Page<SpanRow> known = page;
        if (known == null) {
            known = queries.newest(filter(), me.viewer(), live ? null : after, PAGE);
            page = known;
        }
        return known;
    }

    /** Reads the list again. */
    public void refresh() {
        page = null;
    }

    private SpanFilter filter() {
        Instant now = clock.instant();
        Optional<Subject> subject = Optional.ofNullable(who).flatMap(Subject::parse);
        String wanted = text == null ? "" : text.strip();
        boolean oneTrace = TraceAddresses.isId(wanted);
        return new SpanFilter(
                true,
                now.minus(getRange().length()),
                now.plusSeconds(60),
                oneTrace ? wanted : null,
                model,
                subject.map(it -> it.type().prefix()).orElse(null),
                subject.map(Subject::name).orElse(who),
                status,
                null,
                oneTrace || wanted.isEmpty() ? null : wanted,
                labels(),
                project == null ? null : project.strip(),
                slower());
    }

    /** What somebody else may type into an address is no number. */
    private @Nullable Duration slower() {
        if (slower == null) {
            return null;
        }
        try {
            long millis = Long.parseLong(slower.strip());
            return millis > 0 && millis < MOST_MILLIS ? Duration.ofMillis(millis) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The same by the API. */
    public Fetch getFetch() {
        HttpServletRequest http = (HttpServletRequest)
                FacesContext.getCurrentInstance().getExternalContext().getRequest();
        StringBuffer address = http.getRequestURL();
        return new Fetch(
                address.substring(0, address.length() - http.getRequestURI().length()), filter());
    }

    private Map<String, String> labels() {
        int equals = label == null ? -1 : label.indexOf('=');
        return label == null || equals < 1
                ? Map.of()
                : Map.of(
                        label.substring(0, equals).strip(),
                        label.substring(equals + 1).strip());
    }

    /** Of the slowest request on the page, in percent; never so little that nothing is seen. */
    public double width(SpanRow row) {
        double slowest = getPage().rows().stream()
                .mapToDouble(SpanRow::durationMillis)
                .max()
                .orElse(1);
        return Math.max(2, 100 * row.durationMillis() / Math.max(1e-3, slowest));
    }

    public boolean isFiltered() {
        return model != null
                || who != null
                || status != null
                || text != null
                || label != null
                || project != null
                || slower != null;
    }

    public Range getRange() {
        return Range.of(code, Range.DAY);
    }

    public Range[] getRanges() {
        return Range.values();
    }

    public @Nullable String getCode() {
        return code;
    }

    public void setCode(@Nullable String code) {
        this.code = code;
    }

    public @Nullable String getModel() {
        return model;
    }

    public void setModel(@Nullable String model) {
        this.model = model;
    }

    public @Nullable String getWho() {
        return who;
    }

    public void setWho(@Nullable String who) {
        this.who = who;
    }

    public @Nullable String getStatus() {
        return status;
    }

    public void setStatus(@Nullable String status) {
        this.status = status;
    }

    public @Nullable String getText() {
        return text;
    }

    public void setText(@Nullable String text) {
        this.text = text;
    }

    public @Nullable String getLabel() {
        return label;
    }

    public void setLabel(@Nullable String label) {
        this.label = label;
    }

    public @Nullable String getProject() {
        return project;
    }

    public void setProject(@Nullable String project) {
        this.project = project;
    }

    /** Milliseconds, as they were typed. */
    public @Nullable String getSlower() {
        return slower;
    }

    public void setSlower(@Nullable String slower) {
        this.slower = slower;
    }

    public @Nullable String getAfter() {
        return after;
    }

    public void setAfter(@Nullable String after) {
        this.after = after;
    }

    public boolean isLive() {
        return live;
    }

    public void setLive(boolean live) {
        this.live = live;
    }
}
