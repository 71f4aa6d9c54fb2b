package aigateway.manifest.type;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One place a request may be sent to.
 *
 * @param target {@code account/model}
 * @param weight share of the traffic, whole numbers that add up to 100
 * @param priority lower is tried first
 * @param fallbackStatusCodes answers after which the next target is tried
 * @param fallbackCandidate whether it may be tried after another failed
 * @param overrideParams body fields set for this target
 * @param slaCutoff how slow it may be before it goes last; null: however slow
 */
public record LoadBalanceTarget(
        String target,
        @Nullable Integer weight,
        @Nullable Integer priority,
        RetryConfig retryConfig,
        List<String> fallbackStatusCodes,
        Boolean fallbackCandidate,
        Map<String, Object> overrideParams,
        @Nullable HeadersOverride headersOverride,
        @Nullable SlaCutoff slaCutoff) {

    public static final List<String> DEFAULT_FALLBACK_STATUS_CODES =
            List.of("401", "403", "404", "429", "500", "502", "503");

    public LoadBalanceTarget {
        retryConfig = retryConfig == null ? RetryConfig.DEFAULT : retryConfig;
        fallbackStatusCodes =
                fallbackStatusCodes == null ? DEFAULT_FALLBACK_STATUS_CODES : List.copyOf(fallbackStatusCodes);
        fallbackCandidate = fallbackCandidate == null || fallbackCandidate;
        overrideParams = overrideParams == null ? Map.of() : Map.copyOf(overrideParams);
    }
}
