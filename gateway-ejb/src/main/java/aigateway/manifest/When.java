package aigateway.manifest;

import java.util.List;
import java.util.Map;

/** A rule's condition. All parts must match; an empty part matches everything. */
public record When(List<String> subjects, List<String> models, Map<String, String> metadata) {

    public static final When ALWAYS = new When(List.of(), List.of(), Map.of());

    public When {
        subjects = subjects == null ? List.of() : List.copyOf(subjects);
        models = models == null ? List.of() : List.copyOf(models);
        metadata = metadata == null ? Map.of() : Map.copyOf(metadata);
    }

    public boolean matches(aigateway.call.Call call) {
        return (subjects.isEmpty() || call.caller().isAnyOf(subjects))
                && (models.isEmpty() || models.contains(call.model()))
                && (metadata.isEmpty() || call.metadata().entrySet().containsAll(metadata.entrySet()));
    }
}
