package aigateway.web.provider;

import aigateway.routing.Target;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;

/** The vendors there are: every bean that is one. */
@ApplicationScoped
public class LlmProviders {

    @Inject
    @Any
    Instance<LlmProvider> found;

    private final Map<String, LlmProvider> byAccountType = new HashMap<>();

    @PostConstruct
    void index() {
        for (LlmProvider provider : found) {
            provider.accountTypes().forEach(type -> byAccountType.put(type, provider));
        }
    }

    /** @throws IllegalStateException no class speaks for the account's type; manifests of such types are refused */
    LlmProvider of(Target target) {
        LlmProvider provider = byAccountType.get(target.account().provider());
        if (provider == null) {
            throw new IllegalStateException(
                    "no provider for accounts of type " + target.account().type());
        }
        return provider;
    }
}
