package aigateway.manifest;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code provider-account/openai}, {@code /self-hosted-model} or {@code /echo}: where models are and how to sign in.
 *
 * @param baseUrl null: the provider's public address
 * @param headers sent with every request to it; some vendors take their key in one
 */
public record ProviderAccount(
        String type,
        String name,
        @Nullable URI baseUrl,
        @Nullable AuthData authData,
        List<Collaborator> collaborators,
        List<Model> integrations,
        Map<String, Secret> headers)
        implements Manifest {

    public static final String KIND = "provider-account";

    public ProviderAccount {
        collaborators = collaborators == null ? List.of() : List.copyOf(collaborators);
        integrations = integrations == null ? List.of() : List.copyOf(integrations);
        headers = headers == null ? Map.of() : Map.copyOf(headers);
    }

    /** {@code openai}, {@code self-hosted-model}, {@code echo}: which vendor's protocol it speaks. */
    public String provider() {
        return type.substring(type.indexOf('/') + 1);
    }

    public Optional<Model> model(String modelName) {
        return integrations.stream()
                .filter(model -> model.name().equals(modelName))
                .findFirst();
    }

    /** {@code tenant:provider:account}. */
    public String fqn(String tenant) {
        return tenant + ':' + provider() + ':' + name;
    }

    /** {@code tenant:provider:account:model:name}. */
    public String modelFqn(String tenant, Model model) {
        return fqn(tenant) + ":model:" + model.name();
    }
}
