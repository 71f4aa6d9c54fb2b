package aigateway.manifest;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** A rule's condition. All parts must match; an empty part matches everything. */
public record When(List<String> subjects, List<String> models, Map<String, String> metadata) {

    public static final When ALWAYS = new When(List.of(), List.of(), Map.of());

    public When {
        subjects = subjects == null ? List.of() : List.copyOf(subjects);
        models = models == null ? List.of() : List.copyOf(models);
        metadata = metadata == null ? Map.of() : Map.copyOf(metadata);
    }

    /** What a condition looks at. */
    public interface Facts {

        /** Everything the caller may be called: itself and its teams. */
        Set<String> subjects();

        /** What was asked for, as the caller wrote it. */
        String model();

        /** The caller's own labels. */
        Map<String, String> metadata();
    }

    public boolean matches(Facts facts) {
        return (subjects.isEmpty() || isAnyOf(facts.subjects()))
                && (models.isEmpty() || models.contains(facts.model()))
                && (metadata.isEmpty() || facts.metadata().entrySet().containsAll(metadata.entrySet()));
    }

    private boolean isAnyOf(Set<String> names) {
        for (String subject : subjects) {
            if (names.contains(subject)) {
                return true;
            }
        }
        return false;
    }
}
