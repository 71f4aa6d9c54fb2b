package aigateway.web.media;

import aigateway.call.Operation;
import aigateway.manifest.Configuration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which model is meant where a request names only an account. */
@ApplicationScoped
public class DefaultModels {

    public static final String HEADER = "x-tfy-provider-name";

    @Inject
    Configuration configuration;

    /** The account's first model that is for what is asked; null where there is none. To be asked later, when the body is there. */
    public Supplier<@Nullable String> of(HttpServletRequest http, Operation operation) {
        String account = http.getHeader(HEADER);
        return () -> account == null ? null : model(account, operation);
    }

    private @Nullable String model(String name, Operation operation) {
        var account = configuration.current().accounts().get(name);
        return account == null
                ? null
                : account.integrations().stream()
                        .filter(model -> model.modelTypes().contains(operation.modelType()))
                        .map(model -> name + '/' + model.name())
                        .findFirst()
                        .orElse(null);
    }
}
