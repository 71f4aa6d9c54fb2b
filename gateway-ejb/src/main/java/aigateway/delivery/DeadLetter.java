package aigateway.delivery;

import java.time.Instant;

/**
 * A message that an exporter has given up.
 *
 * @param id by which it is replayed or discarded
 * @param reason what the backend said last
 * @param spans 0 when the message was none
 */
public record DeadLetter(String id, String exporter, String reason, Instant at, long spans) {}
