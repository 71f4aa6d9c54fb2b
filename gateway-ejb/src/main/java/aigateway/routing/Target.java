package aigateway.routing;

import aigateway.manifest.HeadersOverride;
import aigateway.manifest.Model;
import aigateway.manifest.ProviderAccount;
import aigateway.manifest.RetryConfig;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One model of one account, with what its route says about it.
 *
 * @param retryStatuses answers after which the same target is tried again
 * @param fallbackStatuses answers after which the next target is tried; any other status is the caller's answer
 * @param fallbackCandidate whether it may be tried after another target failed
 * @param overrides body fields set for this target
 */
public record Target(
        ProviderAccount account,
        Model model,
        int weight,
        int priority,
        RetryConfig retry,
        Set<Integer> retryStatuses,
        Set<Integer> fallbackStatuses,
        boolean fallbackCandidate,
        Map<String, Object> overrides,
        @Nullable HeadersOverride headers) {

    /** {@code account/model}, as callers write it. */
    public String id() {
        return account.name() + '/' + model.name();
    }
}
