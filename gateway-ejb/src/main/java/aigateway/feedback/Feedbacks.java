package aigateway.feedback;

import aigateway.identity.Subject;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opinions of spans, at most one of each person on each: who says it again says it instead. */
@Stateless
public class Feedbacks {

    private static final int MOST = 5_000;
    private static final int ID_BYTES = 16;

    @PersistenceContext(unitName = "gateway")
    EntityManager entities;

    @Inject
    InstantSource clock;

    /** @return its id */
    public String give(
            String traceId,
            String spanId,
            Subject by,
            int rating,
            @Nullable String comment,
            @Nullable String metadata) {
        String id = id(traceId, spanId, by);
        FeedbackRow row = entities.find(FeedbackRow.class, id);
        long now = clock.millis();
        if (row == null) {
            row = new FeedbackRow();
            row.id = id;
            row.traceId = traceId;
            row.spanId = spanId;
            row.subjectType = by.type().prefix();
            row.subjectSlug = by.name();
            row.createdAt = now;
            entities.persist(row);
        }
        row.rating = rating;
        row.remark = comment;
        row.metadata = metadata;
        row.updatedAt = now;
        return id;
    }

    /** @return false when there is none with that id that this person gave */
    public boolean change(String id, Subject by, int rating, @Nullable String comment, @Nullable String metadata) {
        FeedbackRow row = own(id, by);
        if (row == null) {
            return false;
        }
        row.rating = rating;
        row.remark = comment;
        row.metadata = metadata;
        row.updatedAt = clock.millis();
        return true;
    }

    /** @return false when there is none with that id that this person gave */
    public boolean takeBack(String id, Subject by) {
        FeedbackRow row = own(id, by);
        if (row == null) {
            return false;
        }
        entities.remove(row);
        return true;
    }

    /** On any span of some traces, the oldest first. */
    public List<Feedback> on(Collection<String> traceIds) {
        return traceIds.isEmpty()
                ? List.of()
                : entities.createQuery(
                                "select f from FeedbackRow f where f.traceId in :traces order by f.createdAt, f.id",
                                FeedbackRow.class)
                        .setParameter("traces", List.copyOf(traceIds))
                        .setMaxResults(MOST)
                        .getResultStream()
                        .map(FeedbackRow::feedback)
                        .toList();
    }

    private @Nullable FeedbackRow own(String id, Subject by) {
        FeedbackRow row = entities.find(FeedbackRow.class, id);
        return row != null && row.subjectType.equals(by.type().prefix()) && row.subjectSlug.equals(by.name())
                ? row
                : null;
    }

    private static String id(String traceId, String spanId, Subject by) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((traceId + spanId + by).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
