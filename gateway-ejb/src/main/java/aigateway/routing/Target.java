package aigateway.routing;

import aigateway.manifest.type.HeadersOverride;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.RetryConfig;
import aigateway.manifest.type.SlaCutoff;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One model of one account, with what its route says about it.
 *
 * @param retryStatuses answers after which the same target is tried again
 * @param fallbackStatuses answers after which the next target is tried; any other status is the caller's answer, unless a fallback
 *     rule names it
 * @param fallbackCandidate whether it may be tried after another target failed
 * @param overrides body fields set for this target
 * @param slaCutoff how slow it may be before it goes last; null: however slow
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
        @Nullable HeadersOverride headers,
        @Nullable SlaCutoff slaCutoff) {

    /** One that may be as slow as it is. */
    public Target(
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
        this(
                account,
                model,
                weight,
                priority,
                retry,
                retryStatuses,
                fallbackStatuses,
                fallbackCandidate,
                overrides,
                headers,
                null);
    }

    /** The same target, tried again in another way. */
    public Target retrying(RetryConfig otherwise, Set<Integer> statuses) {
        return new Target(
                account,
                model,
                weight,
                priority,
                otherwise,
                statuses,
                fallbackStatuses,
                fallbackCandidate,
                overrides,
                headers,
                slaCutoff);
    }

    /** {@code account/model}, as callers write it. */
    public String id() {
        return account.name() + '/' + model.name();
    }
}
