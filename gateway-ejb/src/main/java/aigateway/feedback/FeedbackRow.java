package aigateway.feedback;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A {@link Feedback} as the database keeps it. */
@Entity
@Table(name = "span_feedback")
class FeedbackRow {

    @Id
    String id;

    @Column(name = "trace_id")
    String traceId;

    @Column(name = "span_id")
    String spanId;

    @Column(name = "subject_type")
    String subjectType;

    @Column(name = "subject_slug")
    String subjectSlug;

    @Column
    int rating;

    @Column
    @Nullable
    String remark;

    @Column
    @Nullable
    String metadata;

    @Column(name = "created_at")
    long createdAt;

    @Column(name = "updated_at")
    long updatedAt;

    FeedbackRow() {}

    Feedback feedback() {
        return new Feedback(
                id,
                traceId,
                spanId,
                subjectType,
                subjectSlug,
                rating,
                remark,
                metadata,
                Instant.ofEpochMilli(createdAt),
                Instant.ofEpochMilli(updatedAt));
    }
}
