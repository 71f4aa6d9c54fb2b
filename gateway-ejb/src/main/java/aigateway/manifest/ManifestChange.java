package aigateway.manifest;

import java.time.Instant;

/** A change of the past, newest first wherever several are listed. */
public record ManifestChange(long version, String changedBy, Instant changedAt, Change change) {}
