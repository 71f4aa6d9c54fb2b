package aigateway.web.telemetry;

import aigateway.platform.Setting;
import aigateway.platform.Settings;
import java.time.Duration;

/**
 * What the publisher may keep and how it sends.
 *
 * @param mostTraces waiting; further ones are dropped
 * @param mostBytes waiting, as an estimate
 * @param messageBytes a message is sent when it has about so much; beyond the adapter's limit the broker's client would send it
 *     in pieces, byte by byte
 * @param quiet traces leave when none came for so long: a lone one after twice that, at most, those of a burst together
 * @param most time that they gather while others come
 * @param retry pause after a failure
 * @param farewell most time to empty the queue when the application stops
 */
record PublisherSettings(
        int mostTraces,
        long mostBytes,
        int messageBytes,
        Duration quiet,
        Duration most,
        Duration retry,
        Duration farewell) {

    static final PublisherSettings DEFAULTS = new PublisherSettings(
            100_000,
            Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 4),
            256 * 1024,
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5));

    static PublisherSettings from(Settings settings) {
        return new PublisherSettings(
                settings.value(Setting.SPANS_WAITING_TRACES).orElse(DEFAULTS.mostTraces),
                settings.value(Setting.SPANS_WAITING_BYTES).orElse(DEFAULTS.mostBytes),
                settings.value(Setting.SPANS_MESSAGE_BYTES).orElse(DEFAULTS.messageBytes),
                DEFAULTS.quiet,
                DEFAULTS.most,
                DEFAULTS.retry,
                DEFAULTS.farewell);
    }
}
