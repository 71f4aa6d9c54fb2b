package aigateway.manifest.type;

import java.util.regex.Pattern;

/**
 * One document an operator applies. Records mirror the YAML (snake_case there), so what is not a component here is an
 * unknown field there. Lists and maps left out are empty, never null.
 */
public sealed interface Manifest
        permits ProviderAccount,
                VirtualModelGroup,
                LoadBalancingConfig,
                FallbackConfig,
                RateLimitingConfig,
                BudgetConfig,
                OtelConfig,
                TracingProject,
                DataAccessConfig,
                RequestLoggingConfig,
                VirtualAccount,
                User,
                Team,
                IdentityProvider {

    /** What everything an operator or a trusted issuer names may be called. */
    Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,127}");

    /** The manifest's {@code type}: {@code provider-account/openai}, {@code virtual-account}, … */
    String type();

    /** Unique among the manifests of the same {@link #kind()}. */
    String name();

    /** The family of the type: what stands before the slash, except that virtual models are a family of their own. */
    default String kind() {
        int slash = type().indexOf('/');
        return slash < 0 ? type() : type().substring(0, slash);
    }
}
