package aigateway.manifest.type;

import java.util.List;

/**
 * Trying the same target again.
 *
 * @param attempts further attempts after the first
 * @param delay milliseconds between them
 */
public record RetryConfig(Integer attempts, Integer delay, List<String> onStatusCodes) {

    public static final RetryConfig DEFAULT = new RetryConfig(2, 100, List.of("429", "500", "502", "503"));

    public RetryConfig {
        attempts = attempts == null ? DEFAULT.attempts : attempts;
        delay = delay == null ? DEFAULT.delay : delay;
        onStatusCodes = onStatusCodes == null ? DEFAULT.onStatusCodes : List.copyOf(onStatusCodes);
    }
}
