package aigateway.ownership;

import java.time.Duration;

/**
 * Something a vendor works on, of which the gateway asks what became of it.
 *
 * @param id the vendor's
 * @param age since it was made
 * @param last whether it is asked about for the last time
 */
public record FollowedObject(String account, String id, Maker maker, Duration age, boolean last) {}
