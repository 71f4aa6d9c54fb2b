package aigateway.ownership;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** An object of an account's, and who made it. */
@Entity
@Table(name = "owned_object")
class OwnedObjectRow {

    /** The account and the vendor's id, which are an object's only together: {@code account/id}. */
    @Id
    String id;

    @Column(name = "subject_type")
    String subjectType;

    @Column(name = "subject_slug")
    String subjectSlug;

    @Column(name = "created_at")
    long createdAt;

    @Column(name = "settled_at")
    @Nullable
    Long settledAt;

    @Column(name = "ask_at")
    @Nullable
    Long askAt;

    @Column(name = "made_with")
    @Nullable
    String madeWith;

    OwnedObjectRow() {}

    static String id(String account, String objectId) {
        return account + '/' + objectId;
    }
}
