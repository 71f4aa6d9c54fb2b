package aigateway.delivery;

import org.jspecify.annotations.Nullable;

/**
 * How it stands with an exporter.
 *
 * @param endpoint null when no manifest names the exporter any more
 * @param waiting messages for it that are still the broker's; null when the broker does not say
 * @param dead messages that it has given up; null when the broker does not say
 */
public record ExporterStatus(
        String name,
        @Nullable String endpoint,
        @Nullable String profile,
        @Nullable Long waiting,
        @Nullable Long dead,
        DeliveryCount count) {}
