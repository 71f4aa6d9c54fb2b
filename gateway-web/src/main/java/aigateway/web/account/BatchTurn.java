package aigateway.web.account;

import aigateway.ownership.FollowedObject;
import aigateway.web.provider.UpstreamFailure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a batch's turn came to. Only the last one ends in a loss: an account that is being replaced, a vendor that does
 * not find what it has just made, and one that counts late are all right again an hour later.
 *
 * @param why it is not charged so far
 */
record BatchTurn(Then then, String why) {

    enum Then {
        /** It is charged, or nothing is owed. */
        DONE,
        /** It has another turn. */
        LATER,
        /** It had its last turn, and is never charged. */
        LOST
    }

    private static final int NOT_FOUND = 404;

    /**
     * @param answer what the vendor told, which is settled already; null: nothing
     * @param failure why nothing was told, or nothing settled; null: all went well
     */
    static BatchTurn of(FollowedObject batch, byte @Nullable [] answer, @Nullable Throwable failure) {
        if (failure instanceof UpstreamFailure said && said.status() == NOT_FOUND) {
            return open(batch, "its vendor does not know it");
        }
        if (failure != null) {
            return open(batch, "asking about it failed");
        }
        ObjectNode over = answer == null ? null : BatchBills.over(answer);
        if (over == null) {
            return open(batch, "it is not over after " + batch.age().toHours() + " hours");
        }
        return BatchBills.usage(over) != null || owesNothing(over)
                ? new BatchTurn(Then.DONE, "nothing is owed")
                : open(batch, "its vendor told no usage");
    }

    static BatchTurn withoutAccount(FollowedObject batch) {
        return open(batch, "its account is gone");
    }

    private static BatchTurn open(FollowedObject batch, String why) {
        return new BatchTurn(batch.last() ? Then.LOST : Then.LATER, why);
    }

    /** No line of it was answered. A vendor that does not count them has answered none only of one it refused as a whole. */
    private static boolean owesNothing(ObjectNode batch) {
        String status = batch.path("status").asText();
        JsonNode counts = batch.path("request_counts");
        if (!counts.path("completed").isNumber()) {
            return status.equals("failed");
        }
        return counts.path("completed").asLong() == 0
                && (!status.equals("completed") || counts.path("failed").asLong() > 0);
    }
}
