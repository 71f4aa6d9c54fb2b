package aigateway.admin.traces;

import aigateway.admin.overview.Range;
import aigateway.identity.Subject;
import aigateway.manifest.type.TracingProject;
import aigateway.telemetry.Operator;
import aigateway.telemetry.query.Filter;
import aigateway.telemetry.query.FilterValues;
import aigateway.telemetry.query.SpanQuery;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which spans a page is to list, as its address says it: texts that anybody may have typed. What cannot be understood
 * asks for nothing.
 */
public class Wanted implements Serializable {

    private static final long serialVersionUID = 1L;

    /** By which clocks may differ; what says it begins later would stay the newest until then. A trace is found whenever it is. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private @Nullable String code;
    private @Nullable String model;
    private @Nullable String who;
    private @Nullable String status;
    private @Nullable String text;
    private @Nullable String label;
    private @Nullable String project;
    private @Nullable String slower;
    private @Nullable String from;
    private @Nullable String until;
    private @Nullable String where;
    private boolean all;
    private TypedCondition typed = new TypedCondition();
    private @Nullable TypedCondition refused;

    /** In the words of the API, which gives the same. */
    SpanQuery query(Instant now, ZoneId zone, String tenant) {
        Optional<Subject> subject = Optional.ofNullable(who).flatMap(Subject::parse);
        String inName = text == null ? "" : text.strip();
        boolean oneTrace = TraceAddresses.isId(inName);
        String inProject = project == null ? null : FilterValues.clean(project.strip());
        Instant begin = Typed.moment(from, zone);
        Instant end = Typed.moment(until, zone);
        return new SpanQuery(
                begin == null ? now.minus(getRange().length()) : begin,
                end == null && !oneTrace ? now.plus(AHEAD) : end,
                inProject,
                TracingProject.defaultFqn(tenant).equals(inProject),
                oneTrace ? List.of(inName) : List.of(),
                List.of(),
                List.of(),
                subject.map(it -> List.of(it.type().prefix())).orElse(List.of()),
                subject.map(Subject::name).or(() -> Optional.ofNullable(who)).map(FilterValues::clean).stream()
                        .toList(),
                List.of(),
                false,
                filters(oneTrace ? "" : inName));
    }

    private List<Filter> filters(String inName) {
        List<Filter> filters = new ArrayList<>();
        if (!all) {
            filters.add(Filter.OF_ENTRIES);
        }
        add(filters, Filter.Subject.ATTRIBUTE, "tfy.request.model_name", Operator.EQUAL, model);
        add(filters, Filter.Subject.FIELD, "spanStatusCode", Operator.EQUAL, status);
        add(filters, Filter.Subject.FIELD, "spanName", Operator.STRING_CONTAINS, inName.isEmpty() ? null : inName);
        TypedLabel.read(label)
                .ifPresent(it -> add(filters, Filter.Subject.METADATA, it.name(), Operator.EQUAL, it.value()));
        add(filters, Filter.Subject.FIELD, "durationInMs", Operator.GREATER_THAN_EQUAL, Typed.millis(slower));
        filters.addAll(getConditions());
        return filters;
    }

    private static void add(
            List<Filter> filters, Filter.Subject subject, String name, Operator operator, @Nullable Object value) {
        if (value != null) {
            Object wanted = value instanceof String text ? FilterValues.clean(text) : value;
            filters.add(new Filter(subject, FilterValues.clean(name), operator, List.of(wanted)));
        }
    }

    /**
     * Puts the condition that was typed to the others. One that is wrong is only shown where it was typed, so that no
     * link carries it along.
     *
     * @return whether there was one
     * @throws IllegalArgumentException saying what is wrong with it
     */
    boolean addCondition() {
        TypedCondition one = typed;
        typed = new TypedCondition();
        if (!one.isThere()) {
            return false;
        }
        refused = one;
        List<Filter> conditions = new ArrayList<>(getConditions());
        if (conditions.size() >= Filters.MOST) {
            throw new IllegalArgumentException("There may be at most " + Filters.MOST + " conditions. Take one away.");
        }
        conditions.add(one.filter());
        where = Filters.write(conditions).toString();
        refused = null;
        return true;
    }

    /** What of the fields is no filter; null when all are. */
    public @Nullable String getMisunderstood() {
        if (label != null && !isLabelled()) {
            return "A label is looked for as name=value. '" + label + "' has no '=', and filters nothing.";
        }
        if (slower != null && Typed.millis(slower) == null) {
            return "How long a request took at least is a whole number of milliseconds. '" + slower
                    + "' filters nothing.";
        }
        return null;
    }

    /** Whether there is a label to look for. */
    public boolean isLabelled() {
        return TypedLabel.read(label).isPresent();
    }

    public List<Filter> getConditions() {
        return Filters.read(where);
    }

    /** The conditions but for one, as the address has them. */
    public String without(Filter condition) {
        List<Filter> others = new ArrayList<>(getConditions());
        others.remove(condition);
        return others.isEmpty() ? "" : Filters.write(others).toString();
    }

    public boolean isFiltered() {
        return all
                || Stream.of(model, who, status, text, label, project, slower, from, until, where)
                        .anyMatch(each -> each != null);
    }

    /** Whether something is asked for beside the first few fields. */
    public boolean isMore() {
        return all || Stream.of(from, until, where, refused).anyMatch(each -> each != null);
    }

    public Range getRange() {
        return Range.of(code, Range.DAY);
    }

    /** Whether steps within requests are listed, too. */
    public boolean isAll() {
        return all;
    }

    public void setAll(boolean all) {
        this.all = all;
    }

    /** Of the range. */
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

    /** In the viewer's zone; it stands above the range. */
    public @Nullable String getFrom() {
        return from;
    }

    public void setFrom(@Nullable String from) {
        this.from = from;
    }

    public @Nullable String getUntil() {
        return until;
    }

    public void setUntil(@Nullable String until) {
        this.until = until;
    }

    /** The conditions beside the fields, as JSON. */
    public @Nullable String getWhere() {
        return where;
    }

    public void setWhere(@Nullable String where) {
        this.where = where;
    }

    /** One more condition, as long as it is in the address. */
    public TypedCondition getTyped() {
        return typed;
    }

    /** One more condition that could not be added: what the form shows again. */
    public @Nullable TypedCondition getRefused() {
        return refused;
    }
}
