package aigateway.manifest.type;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A vendor that accounts may be of, one row each. For every row a class of the HTTP edge speaks its protocol; a test there
 * holds the two together.
 */
public enum ProviderType {
    OPENAI("openai", "openai", "openai", false),
    ANTHROPIC("anthropic", "anthropic", "anthropic", false),
    GOOGLE_GEMINI("google-gemini", "gcp.gemini", "google", false),
    GOOGLE_VERTEX("google-vertex", "gcp.vertex_ai", "google", true),
    AWS_BEDROCK("aws-bedrock", "aws.bedrock", "aws", true),
    AZURE_OPENAI("azure-openai", "azure.ai.openai", "azure", true),
    COHERE("cohere", "cohere", "cohere", false),
    MISTRAL("mistral-ai", "mistral_ai", "mistral", false),
    GROQ("groq", "groq", "groq", false),
    OLLAMA("ollama", "ollama", "ollama", true),
    SELF_HOSTED("self-hosted-model", "self-hosted-model", "self-hosted-model", true),
    ECHO("echo", "echo", "echo", false);

    private static final Map<String, ProviderType> BY_ID =
            Arrays.stream(values()).collect(Collectors.toMap(ProviderType::id, Function.identity()));

    private final String id;
    private final String genAiName;
    private final String priceBook;
    private final boolean addressed;

    ProviderType(String id, String genAiName, String priceBook, boolean addressed) {
        this.id = id;
        this.genAiName = genAiName;
        this.priceBook = priceBook;
        this.addressed = addressed;
    }

    /** @throws IllegalArgumentException no such vendor; manifests of such types are refused */
    public static ProviderType of(String id) {
        ProviderType type = BY_ID.get(id);
        if (type == null) {
            throw new IllegalArgumentException("no vendor is called " + id);
        }
        return type;
    }

    /** What stands after {@code provider-account/}. */
    public String id() {
        return id;
    }

    /** OpenTelemetry's {@code gen_ai.provider.name}; what it does not name is called as its account type. */
    public String genAiName() {
        return genAiName;
    }

    /** Whose prices the catalogue has for it. */
    public String priceBook() {
        return priceBook;
    }

    /** Whether every account has an address of its own, so that there is none to assume. */
    public boolean isAddressed() {
        return addressed;
    }
}
