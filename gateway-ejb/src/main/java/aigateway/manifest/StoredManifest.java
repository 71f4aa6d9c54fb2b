package aigateway.manifest;

import java.time.Instant;

/**
 * A manifest as it is kept.
 *
 * @param yaml as it was written (comments apart), secrets masked; applying it again changes nothing
 * @param json the same as JSON
 * @param version of the configuration that last changed it
 */
public record StoredManifest(
        String kind,
        String type,
        String name,
        String yaml,
        String json,
        long version,
        String updatedBy,
        Instant updatedAt) {}
