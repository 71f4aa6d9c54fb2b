package aigateway.manifest.type;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model of a provider account.
 *
 * @param name what callers write after the account's name
 * @param modelId what the provider calls it; null: the name
 * @param modelTypes of {@link #TYPES}
 * @param cost own price; null: the catalogue's
 * @param defaults body fields that are set when the caller left them out
 */
public record Model(
        String name,
        @Nullable String modelId,
        List<String> modelTypes,
        @Nullable ModelCost cost,
        Map<String, Object> defaults) {

    /** What a model may be for. */
    public static final List<String> TYPES = List.of(
            "chat",
            "responses",
            "completion",
            "embedding",
            "rerank",
            "moderation",
            "image",
            "text-to-speech",
            "speech-to-text");

    public Model {
        modelTypes = modelTypes == null ? List.of("chat") : List.copyOf(modelTypes);
        defaults = defaults == null ? Map.of() : Map.copyOf(defaults);
    }

    public String upstreamName() {
        return modelId == null ? name : modelId;
    }
}
