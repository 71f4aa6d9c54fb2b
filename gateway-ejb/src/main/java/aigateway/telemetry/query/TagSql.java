package aigateway.telemetry.query;

import aigateway.telemetry.Conditions;
import aigateway.telemetry.Tags;
import aigateway.telemetry.Viewer;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an index on tags can tell of a query, beside what its columns say. Tags are numbers of ours and stand in the SQL
 * itself: PostgreSQL then knows how many spans have them and whether to go by them or by time.
 */
final class TagSql {

    private TagSql() {}

    static void add(Conditions where, SpanQuery query, Viewer viewer) {
        for (Filter filter : query.filters()) {
            Conditions columns = new Conditions();
            FilterSql.add(columns, filter);
            add(where, of(filter), columns);
        }
        String project = query.project();
        if (project != null && !query.alsoWithoutProject()) {
            add(where, Tags.ofProject(project), new Conditions().and("project = ?", project));
        }
        add(where, Tags.of(viewer), new Conditions().visibleTo(viewer));
    }

    /** What the columns say is exact, what the tags say is quick. */
    private static void add(Conditions where, @Nullable Set<Integer> tags, Conditions columns) {
        if (tags == null) {
            where.and(columns);
        } else {
            any(where, tags);
            where.andUnweighed(columns);
        }
    }

    /** @return some of which a span has one that matches; null when that cannot be said */
    static @Nullable Set<Integer> of(Filter filter) {
        boolean plain =
                switch (filter.operator()) {
                    case EQUAL, IN -> true;
                    case ARRAY_HAS_ANY -> filter.subject() == Filter.Subject.ATTRIBUTE;
                    default -> false;
                };
        if (!plain) {
            return null;
        }
        return switch (filter.subject()) {
            case FIELD -> null;
            case METADATA -> Tags.ofLabel(filter.name(), filter.values());
                // Numbers have columns, and applications have other names for them.
            case ATTRIBUTE -> Columns.of(filter) != null && Columns.isNumeric(filter.subject(), filter.name())
                    ? null
                    : Tags.ofAttribute(filter.name(), filter.values());
        };
    }

    private static void any(Conditions where, Set<Integer> tags) {
        where.and("(tags && '"
                + new TreeSet<>(tags).stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"))
                + "'::integer[] OR tags IS NULL)");
    }
}
