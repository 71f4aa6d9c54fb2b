package aigateway.ownership;

import aigateway.identity.Subject;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files, batches and jobs of vendors, which know only the account: whoever made one, it is theirs. */
@Stateless
public class OwnedObjects {

    /** As many as one question of the database names at once. */
    private static final int AT_ONCE = 500;

    private static final int LONGEST_ID = 512;

    @PersistenceContext(unitName = "gateway")
    EntityManager entities;

    @Inject
    InstantSource clock;

    /** Makes them the subject's; what is someone's already stays theirs. */
    public void claim(String account, Collection<String> ids, Subject by) {
        for (String id : Set.copyOf(ids)) {
            String key = OwnedObjectRow.id(account, id);
            if (key.length() > LONGEST_ID || entities.find(OwnedObjectRow.class, key) != null) {
                continue;
            }
            OwnedObjectRow row = new OwnedObjectRow();
            row.id = key;
            row.subjectType = by.type().prefix();
            row.subjectSlug = by.name();
            row.createdAt = clock.millis();
            entities.persist(row);
        }
    }

    /**
     * Notes that what an object came to is paid: once, however many nodes ask at however many times.
     *
     * @return whose it is, for the one that is to pay; empty where it was paid before, or nobody made it here
     */
    public Optional<Maker> settle(String account, String id) {
        String key = OwnedObjectRow.id(account, id);
        int noted = entities.createQuery("update OwnedObjectRow o set o.settledAt = :now, o.askAt = null"
                        + " where o.id = :id and o.settledAt is null")
                .setParameter("now", clock.millis())
                .setParameter("id", key)
                .executeUpdate();
        return noted == 0 ? Optional.empty() : maker(entities.find(OwnedObjectRow.class, key));
    }

    private static Optional<Maker> maker(OwnedObjectRow row) {
        return Subject.parse(row.subjectType + ':' + row.subjectSlug).map(subject -> Maker.of(subject, row.madeWith));
    }

    /**
     * From now on what is the maker's is {@linkplain #due due} now and then, until it is settled or
     * {@linkplain #unfollow given up}.
     */
    public void follow(String account, String id, Maker maker, Duration pause) {
        entities.createQuery("update OwnedObjectRow o set o.askAt = :at, o.madeWith = :with"
                        + " where o.id = :id and o.settledAt is null"
                        + " and o.subjectType = :type and o.subjectSlug = :slug")
                .setParameter("at", clock.millis() + pause.toMillis())
                .setParameter("with", maker.kept())
                .setParameter("id", OwnedObjectRow.id(account, id))
                .setParameter("type", maker.subject().type().prefix())
                .setParameter("slug", maker.subject().name())
                .executeUpdate();
    }

    /** Nobody asks about it any more. */
    public void unfollow(String account, String id) {
        entities.createQuery("update OwnedObjectRow o set o.askAt = null where o.id = :id")
                .setParameter("id", OwnedObjectRow.id(account, id))
                .executeUpdate();
    }

    /**
     * Those that it is time to ask about, which are now this node's alone. Whoever takes one and is gone before it has
     * asked has taken it for one pause.
     *
     * @param most so many at once
     * @param pauseAt by its age, how long until it is due again; null: never again
     */
    public List<FollowedObject> due(int most, Function<Duration, @Nullable Duration> pauseAt) {
        long now = clock.millis();
        return entities.createQuery(
                        "select o from OwnedObjectRow o where o.askAt <= :now order by o.askAt", OwnedObjectRow.class)
                .setParameter("now", now)
                .setMaxResults(most)
                .getResultStream()
                .flatMap(row -> {
                    Duration age = Duration.ofMillis(now - row.createdAt);
                    Duration pause = pauseAt.apply(age);
                    return taken(row, pause == null ? null : now + pause.toMillis())
                            ? followed(row, age, pause == null).stream()
                            : Stream.empty();
                })
                .toList();
    }

    private boolean taken(OwnedObjectRow row, @Nullable Long next) {
        return entities.createQuery("update OwnedObjectRow o set o.askAt = :next where o.id = :id and o.askAt = :seen")
                        .setParameter("next", next)
                        .setParameter("id", row.id)
                        .setParameter("seen", row.askAt)
                        .executeUpdate()
                > 0;
    }

    private static Optional<FollowedObject> followed(OwnedObjectRow row, Duration age, boolean last) {
        int slash = row.id.indexOf('/');
        return maker(row)
                .map(maker ->
                        new FollowedObject(row.id.substring(0, slash), row.id.substring(slash + 1), maker, age, last));
    }

    /** Which of these are the subject's. */
    public Set<String> owned(String account, Collection<String> ids, Subject by) {
        Set<String> owned = new HashSet<>();
        List<String> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<String> some = all.subList(from, Math.min(all.size(), from + AT_ONCE)).stream()
                    .map(id -> OwnedObjectRow.id(account, id))
                    .toList();
            entities.createQuery(
                            "select o.id from OwnedObjectRow o where o.id in :ids"
                                    + " and o.subjectType = :type and o.subjectSlug = :slug",
                            String.class)
                    .setParameter("ids", some)
                    .setParameter("type", by.type().prefix())
                    .setParameter("slug", by.name())
                    .getResultStream()
                    .forEach(id -> owned.add(id.substring(account.length() + 1)));
        }
        return owned;
    }
}
