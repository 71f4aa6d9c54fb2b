package aigateway.audit;

import org.jspecify.annotations.Nullable;

/**
 * A manifest before and after a change, as the database has it: credentials are ciphertext, and masking them for people is
 * the business of whoever knows what manifests are made of.
 *
 * @param version of the configuration that the change made
 * @param before null: there was none
 * @param after null: there is none any more
 */
public record Versions(long version, @Nullable String before, @Nullable String after) {

    AuditAction action() {
        return before == null
                ? AuditAction.MANIFEST_CREATED
                : after == null ? AuditAction.MANIFEST_DELETED : AuditAction.MANIFEST_CHANGED;
    }
}
