package aigateway.manifest.type;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

        /** Every name of what was asked for. */
        Set<String> models();

        /** The real models that may answer; empty where that is not known yet. */
        Set<String> targets();

        /** The caller's own labels. */
        Map<String, String> metadata();
    }

    /** The parts of a condition, in the order they are looked at. */
    public enum Part {
        SUBJECTS,
        MODELS,
        METADATA
    }

    public boolean matches(Facts facts) {
        return mismatch(facts) == null;
    }

    /** The first part that does not match; null when all do. */
    public @Nullable Part mismatch(Facts facts) {
        if (!subjects.isEmpty() && !anyOf(subjects, facts.subjects())) {
            return Part.SUBJECTS;
        }
        if (!models.isEmpty() && !namesModel(facts.models()) && !namesModel(facts.targets())) {
            return Part.MODELS;
        }
        return metadata.isEmpty() || facts.metadata().entrySet().containsAll(metadata.entrySet())
                ? null
                : Part.METADATA;
    }

    /**
     * Whether what matches is about the call whatever answers it: the models, if there are any, name what was asked for, and
     * not only what may answer instead.
     */
    public boolean isCertain(Facts facts) {
        return models.isEmpty() || namesModel(facts.models());
    }

    /** Whether one of these is among the models that the condition names. */
    public boolean namesModel(Set<String> names) {
        return anyOf(models, names);
    }

    private static boolean anyOf(List<String> wanted, Set<String> names) {
        for (String name : wanted) {
            if (names.contains(name)) {
                return true;
            }
        }
        return false;
    }
}
