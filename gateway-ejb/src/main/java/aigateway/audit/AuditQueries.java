package aigateway.audit;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what was kept, newest first. */
@Stateless
public class AuditQueries {

    private static final String COLUMNS = "SELECT a.id, a.at, a.lastAt, a.times, a.actor, a.address, a.action, a.type,"
            + " a.name, a.detail, a.version FROM AuditRow a";

    /**
     * How long before its last denial an entry may have begun: what a time is looked for by is the beginning. A flood is
     * cut each minute, and later only while the database is away.
     */
    private static final Duration LONGEST = Duration.ofHours(1);

    @PersistenceContext(unitName = "gateway")
    EntityManager entities;

    /**
     * @param after where the page before ended; null for the first
     * @return empty when {@code after} is no such place
     */
    public Optional<AuditPage> page(AuditFilter filter, @Nullable String after, int limit) {
        Optional<Place> place = after == null ? Optional.empty() : Place.parse(after);
        if (after != null && place.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> where = new LinkedHashMap<>();
        Instant from = filter.from();
        and(where, "a.lastAt >= :from", from == null ? null : from.toEpochMilli());
        and(where, "a.at >= :begun", from == null ? null : from.minus(LONGEST).toEpochMilli());
        and(where, "a.at < :to", filter.to() == null ? null : filter.to().toEpochMilli());
        and(where, "a.actor = :actor", filter.actor());
        and(
                where,
                "a.action = :action",
                filter.action() == null ? null : filter.action().name());
        and(where, "a.type = :type", filter.type());
        and(where, "a.name = :name", filter.name());
        // The first condition is what the index is entered by.
        and(where, "a.at <= :at", place.map(Place::at).orElse(null));
        and(where, "(a.at < :at OR a.id < :id)", place.map(Place::id).orElse(null));
        List<AuditEntry> entries = new ArrayList<>(read(where, limit + 1));
        if (entries.size() <= limit) {
            return Optional.of(new AuditPage(entries, null));
        }
        entries.remove(limit);
        return Optional.of(
                new AuditPage(entries, Place.of(entries.get(limit - 1)).toString()));
    }

    public Optional<AuditEntry> find(long id) {
        return read(Map.of("a.id = :id", id), 1).stream().findFirst();
    }

    private static void and(Map<String, Object> where, String condition, @Nullable Object value) {
        if (value != null) {
            where.put(condition, value);
        }
    }

    /** @param where conditions with the value of the parameter that each ends with */
    private List<AuditEntry> read(Map<String, Object> where, int most) {
        String conditions = where.isEmpty() ? "" : " WHERE " + String.join(" AND ", where.keySet());
        TypedQuery<Object[]> query =
                entities.createQuery(COLUMNS + conditions + " ORDER BY a.at DESC, a.id DESC", Object[].class);
        where.forEach((condition, value) -> query.setParameter(parameter(condition), value));
        return query.setMaxResults(most)
                .getResultStream()
                .map(AuditQueries::entry)
                .toList();
    }

    private static String parameter(String condition) {
        return condition.substring(condition.lastIndexOf(':') + 1).replace(")", "");
    }

    private static AuditEntry entry(Object[] row) {
        return AuditRow.entry(
                (Long) row[0],
                (Long) row[1],
                (Long) row[2],
                (Long) row[3],
                (String) row[4],
                (String) row[5],
                (String) row[6],
                (String) row[7],
                (String) row[8],
                (String) row[9],
                (Long) row[10]);
    }
}
