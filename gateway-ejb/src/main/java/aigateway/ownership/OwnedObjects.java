package aigateway.ownership;

import aigateway.identity.Subject;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    public Optional<Subject> settle(String account, String id) {
        String key = OwnedObjectRow.id(account, id);
        int noted = entities.createQuery(
                        "update OwnedObjectRow o set o.settledAt = :now where o.id = :id and o.settledAt is null")
                .setParameter("now", clock.millis())
                .setParameter("id", key)
                .executeUpdate();
        return noted == 0 ? Optional.empty() : subject(entities.find(OwnedObjectRow.class, key));
    }

    private static Optional<Subject> subject(OwnedObjectRow row) {
        return Subject.parse(row.subjectType + ':' + row.subjectSlug);
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
