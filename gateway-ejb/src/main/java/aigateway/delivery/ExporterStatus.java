package aigateway.delivery;

import org.jspecify.annotations.Nullable;

/**
 * How it stands with an exporter.
 *
 * @param endpoint null when no manifest names the exporter any more
 * @param waiting messages for it that are still the broker's; where the broker does not count, 1,000 means that or more
 * @param dead messages that it has given up; likewise
 */
public record ExporterStatus(
        String name,
        @Nullable String endpoint,
        @Nullable String profile,
        long waiting,
        long dead,
        DeliveryCount count) {}
