package aigateway.manifest;

import aigateway.audit.Actor;
import aigateway.manifest.document.Documents;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.ProviderType;
import aigateway.platform.Settings;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Provider accounts from well-known variables alone: with {@code OPENAI_API_KEY} set, {@code openai-main} exists. */
final class EnvironmentAccounts {

    private static final System.Logger LOG = System.getLogger(EnvironmentAccounts.class.getName());

    private static final List<String> ANTHROPIC_MODELS = List.of(
            "claude-opus-4-5",
            "claude-opus-4-1",
            "claude-sonnet-4-5",
            "claude-sonnet-4-0",
            "claude-haiku-4-5",
            "claude-3-5-haiku-latest");

    private static final List<String> GEMINI_MODELS = List.of(
            "gemini-2.5-pro", "gemini-2.5-flash", "gemini-2.5-flash-lite", "gemini-2.0-flash", "gemini-embedding-001");

    private static final List<String> MISTRAL_MODELS = List.of(
            "mistral-large-latest",
            "mistral-medium-latest",
            "mistral-small-latest",
            "codestral-latest",
            "mistral-embed");

    private static final List<String> GROQ_MODELS =
            List.of("llama-3.3-70b-versatile", "llama-3.1-8b-instant", "openai/gpt-oss-120b", "openai/gpt-oss-20b");

    private static final List<String> COHERE_MODELS = List.of(
            "command-a-03-2025", "command-r-plus-08-2024", "command-r-08-2024", "command-r7b-12-2024", "embed-v4.0");

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
            "o4-mini",
            "text-embedding-3-large",
            "text-embedding-3-small");

    private final Settings settings;
    private final Manifests manifests;

    EnvironmentAccounts(Settings settings, Manifests manifests) {
        this.settings = settings;
        this.manifests = manifests;
    }

    /** An account that exists is left as the operators made it. */
    void apply() {
        apply(ProviderType.OPENAI, "openai-main", "OPENAI_API_KEY", "OPENAI_BASE_URL", OPENAI_MODELS);
        apply(ProviderType.ANTHROPIC, "anthropic-main", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", ANTHROPIC_MODELS);
        apply(ProviderType.GOOGLE_GEMINI, "gemini-main", "GEMINI_API_KEY", "GEMINI_BASE_URL", GEMINI_MODELS);
        apply(ProviderType.MISTRAL, "mistral-main", "MISTRAL_API_KEY", "MISTRAL_BASE_URL", MISTRAL_MODELS);
        apply(ProviderType.GROQ, "groq-main", "GROQ_API_KEY", "GROQ_BASE_URL", GROQ_MODELS);
        apply(ProviderType.COHERE, "cohere-main", "COHERE_API_KEY", "COHERE_BASE_URL", COHERE_MODELS);
    }

    private void apply(ProviderType vendor, String name, String keyName, String baseUrlName, List<String> models) {
        if (settings.named(keyName).isEmpty()
                || manifests.find(ProviderAccount.KIND, name).isPresent()) {
            return;
        }
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("type", ProviderAccount.KIND + '/' + vendor.id()).put("name", name);
        settings.named(baseUrlName).ifPresent(url -> tree.put("base_url", url));
        tree.putObject("auth_data").put("type", "api-key").put("api_key", "env:" + keyName);
        tree.putArray("collaborators")
                .addObject()
                .put("role_id", "provider-account-access")
                .put("subject", "team:everyone");
        var integrations = tree.putArray("integrations");
        models.forEach(model -> {
            ObjectNode integration = integrations.addObject().put("name", model);
            if (model.contains("embed")) {
                integration.putArray("model_types").add("embedding");
            }
        });
        if (manifests.apply(Documents.yaml(tree), Actor.of(keyName), false) instanceof ApplyResult.Invalid invalid) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "{0} is set, but account {1} cannot be made: {2}",
                    keyName,
                    name,
                    invalid.problems());
        }
    }
}
