package aigateway.manifest;

import aigateway.platform.Settings;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Provider accounts from well-known variables alone: with {@code OPENAI_API_KEY} set, {@code openai-main} exists. */
final class EnvironmentAccounts {

    private static final System.Logger LOG = System.getLogger(EnvironmentAccounts.class.getName());

    private static final List<String> OPENAI_MODELS = List.of(
            "gpt-5",
            "gpt-5-mini",
            "gpt-5-nano",
            "gpt-4.1",
            "gpt-4.1-mini",
            "gpt-4.1-nano",
            "gpt-4o",
            "gpt-4o-mini",
            "o3",
            "o3-mini",
            "o4-mini");

    private final Settings settings;
    private final Manifests manifests;

    EnvironmentAccounts(Settings settings, Manifests manifests) {
        this.settings = settings;
        this.manifests = manifests;
    }

    /** An account that exists is left as the operators made it. */
    void apply() {
        apply("openai", "OPENAI_API_KEY", "OPENAI_BASE_URL", OPENAI_MODELS);
    }

    private void apply(String provider, String keyName, String baseUrlName, List<String> models) {
        String name = provider + "-main";
        if (settings.named(keyName).isEmpty()
                || manifests.find(ProviderAccount.KIND, name).isPresent()) {
            return;
        }
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("type", ProviderAccount.KIND + '/' + provider).put("name", name);
        settings.named(baseUrlName).ifPresent(url -> tree.put("base_url", url));
        tree.putObject("auth_data").put("type", "api-key").put("api_key", "env:" + keyName);
        tree.putArray("collaborators")
                .addObject()
                .put("role_id", "provider-account-access")
                .put("subject", "team:everyone");
        var integrations = tree.putArray("integrations");
        models.forEach(model -> integrations.addObject().put("name", model));
        if (manifests.apply(Documents.yaml(tree), keyName, false) instanceof ApplyResult.Invalid invalid) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "{0} is set, but account {1} cannot be made: {2}",
                    keyName,
                    name,
                    invalid.problems());
        }
    }
}
