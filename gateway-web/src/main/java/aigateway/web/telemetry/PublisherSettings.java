package aigateway.web.telemetry;

import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * What the publisher may keep and how it sends.
 *
 * @param mostTraces waiting; further ones are dropped
 * @param mostBytes waiting, as an estimate
 * @param messageBytes a message is sent when it has about so much; beyond the adapter's limit the broker's client would send it
 *     in pieces, byte by byte
 * @param pause least time from one message to the next: a lone trace leaves at once, under load they travel together
 * @param retry pause after a failure
 * @param farewell most time to empty the queue when the application stops
 */
record PublisherSettings(
        int mostTraces, long mostBytes, int messageBytes, Duration pause, Duration retry, Duration farewell) {

    static final PublisherSettings DEFAULTS = new PublisherSettings(
            100_000,
            Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 4),
            256 * 1024,
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5));

    static PublisherSettings from(Config config) {
        return new PublisherSettings(
                config.getOptionalValue("gateway.spans.waiting.traces", Integer.class)
                        .orElse(DEFAULTS.mostTraces),
                config.getOptionalValue("gateway.spans.waiting.bytes", Long.class)
                        .orElse(DEFAULTS.mostBytes),
                config.getOptionalValue("gateway.spans.message.bytes", Integer.class)
                        .orElse(DEFAULTS.messageBytes),
                DEFAULTS.pause,
                DEFAULTS.retry,
                DEFAULTS.farewell);
    }
}
