package aigateway.telemetry.query;

import aigateway.telemetry.Conditions;
import aigateway.telemetry.Position;
import aigateway.telemetry.Viewer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query as SQL. The index has the spans that begin something apart from the others, each in the order of time; where
 * both are asked for, each half is read in its order and the two are merged.
 */
final class Statement {

    private final SpanQuery query;
    private final Viewer viewer;
    private final boolean ascending;
    private final boolean tagged;
    private final List<Filter> undecided = new ArrayList<>();

    /**
     * @param backward reads against the order that was asked for
     * @param tagged whether the table has tags to find spans by
     */
    Statement(SpanQuery query, Viewer viewer, boolean backward, boolean tagged) {
        this.tagged = tagged;
        this.query = query;
        this.viewer = viewer;
        this.ascending = query.ascending() != backward;
        for (Filter filter : query.filters()) {
            if (!FilterSql.add(new Conditions(), filter)) {
                undecided.add(filter);
            }
        }
    }

    /** What has to be asked of the spans themselves. */
    List<Filter> undecided() {
        return undecided;
    }

    /** Whether nearly every row that is found is one that is asked for. */
    boolean isPrecise() {
        return undecided.isEmpty() || (tagged && undecided.stream().allMatch(filter -> TagSql.of(filter) != null));
    }

    /** @param values get the parameters of each part, in order */
    String sql(String columns, @Nullable Position after, int size, List<Conditions> values) {
        String first = " FETCH FIRST " + size + " ROWS ONLY";
        if (query.namesSpans()) {
            Conditions named = where(after);
            return select(columns, query.isOfEntries() ? named.and("entry = TRUE") : named, values) + byTime() + first;
        }
        String beginnings = select(columns, where(after).and("entry = TRUE"), values) + byIndex() + first;
        if (query.isOfEntries()) {
            return beginnings;
        }
        String others = select(columns, where(after).and("entry = FALSE"), values) + byIndex() + first;
        return "SELECT " + columns + " FROM ((" + beginnings + ") UNION ALL (" + others + ")) AS both_halves" + byTime()
                + first;
    }

    private static String select(String columns, Conditions where, List<Conditions> values) {
        values.add(where);
        return "SELECT " + columns + " FROM span WHERE " + where;
    }

    private String byTime() {
        return ascending ? " ORDER BY start_ns, span_id" : " ORDER BY start_ns DESC, span_id DESC";
    }

    /** The first column is the same in all rows; named, it lets the index give the order. */
    private String byIndex() {
        return ascending ? byTime() : " ORDER BY entry, start_ns DESC, span_id DESC";
    }

    private Conditions where(@Nullable Position after) {
        Conditions where = new Conditions();
        if (query.from() != null) {
            where.and("start_ns >= ?", Position.Nanos.of(query.from()));
        }
        if (query.until() != null) {
            where.and("start_ns < ?", Position.Nanos.of(query.until()));
        }
        String project = query.project();
        if (project != null && query.alsoWithoutProject()) {
            where.and("(project = ? OR project IS NULL)", project);
        } else if (project != null && !tagged) {
            where.and("project = ?", project);
        }
        in(where, "trace_id", query.traceIds());
        in(where, "span_id", query.spanIds());
        if (query.isOfRoots()) {
            // The same as below, and the database knows how many there are.
            where.and("parent_id IS NULL");
        } else {
            in(where, "COALESCE(parent_id, '')", query.parentIds());
        }
        in(where, "subject_type", query.subjectTypes());
        in(where, "subject_slug", query.subjectSlugs());
        in(where, "service", query.services());
        if (tagged) {
            TagSql.add(where, query, viewer);
        } else {
            query.filters().forEach(filter -> FilterSql.add(where, filter));
            where.visibleTo(viewer);
        }
        if (after != null) {
            where.and(
                    ascending
                            ? "start_ns >= ? AND (start_ns > ? OR span_id > ?)"
                            : "start_ns <= ? AND (start_ns < ? OR span_id < ?)",
                    after.startNanos(),
                    after.startNanos(),
                    after.spanId());
        }
        return where.and("1 = 1");
    }

    private static void in(Conditions where, String column, List<String> values) {
        if (!values.isEmpty()) {
            where.and(FilterSql.in(column, values.size()), values.toArray());
        }
    }
}
