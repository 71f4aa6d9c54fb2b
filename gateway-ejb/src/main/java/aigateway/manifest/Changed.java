package aigateway.manifest;

import aigateway.audit.Actor;
import java.util.Set;

/**
 * Told within the transaction that changes a manifest, to whoever has something to do about it.
 *
 * @param secrets paths of the fields whose credential is another than before, or none any more; the change itself shows them masked
 */
public record Changed(Change change, Set<String> secrets, Actor by) {

    public Changed {
        secrets = Set.copyOf(secrets);
    }
}
