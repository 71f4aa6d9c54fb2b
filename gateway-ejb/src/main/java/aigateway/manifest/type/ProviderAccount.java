package aigateway.manifest.type;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code provider-account/openai} and its kin: where models are and how to sign in.
 *
 * @param baseUrl null: the provider's public address
 * @param headers sent with every request to it; some vendors take their key in one
 * @param apiVersion where the vendor's address wants one: Azure's {@code api-version}; null: the gateway's choice
 */
public record ProviderAccount(
        String type,
        String name,
        @Nullable URI baseUrl,
        @Nullable AuthData authData,
        List<Collaborator> collaborators,
        List<Model> integrations,
        Map<String, Secret> headers,
        @Nullable String apiVersion)
        implements Manifest {

    public static final String KIND = "provider-account";

    public ProviderAccount {
        collaborators = collaborators == null ? List.of() : List.copyOf(collaborators);
        integrations = integrations == null ? List.of() : List.copyOf(integrations);
        headers = headers == null ? Map.of() : Map.copyOf(headers);
    }

    /** {@code openai}, {@code self-hosted-model}, …: which vendor it is an account of. */
    public String provider() {
        return type.substring(type.indexOf('/') + 1);
    }

    public ProviderType vendor() {
        return ProviderType.of(provider());
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
