package aigateway.manifest;

import aigateway.manifest.document.Problem;
import aigateway.manifest.document.RefusedException;
import aigateway.manifest.document.SecretFields;
import aigateway.manifest.type.Secret;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/** The four states of a manifest's secrets: masked for people, sealed at rest, in the clear, and looked up. */
@ApplicationScoped
class DraftSecrets {

    static final String MASK = new Secret("").toString();

    private final SecretBox box;
    private final SecretReferences references;

    @Inject
    DraftSecrets(SecretBox box) {
        this(box, SecretReferences.ofThisProcess());
    }

    DraftSecrets(SecretBox box, SecretReferences references) {
        this.box = box;
        this.references = references;
    }

    /** For Weld's proxies. */
    @SuppressWarnings("NullAway")
    DraftSecrets() {
        this(null, null);
    }

    /** For people: what is not a reference is masked. */
    ObjectNode masked(ObjectNode tree) {
        return rewritten(tree, (path, key, value) -> SecretReferences.isReference(value) ? value : MASK);
    }

    /** For the database. References stay as they are. */
    ObjectNode sealed(Draft draft) {
        return rewritten(
                draft.tree(),
                (path, key, value) -> SecretReferences.isReference(value) || SecretBox.isSealed(value)
                        ? value
                        : box.seal(value, place(draft.key())));
    }

    /** From the database. What cannot be opened stays sealed, see {@link #resolved}. */
    ObjectNode opened(Draft draft) {
        return rewritten(
                draft.tree(),
                (path, key, value) -> SecretBox.isSealed(value)
                        ? box.open(value, place(draft.key())).orElse(value)
                        : value);
    }

    /**
     * A masked secret that is applied means the one that is stored.
     *
     * @param stored secrets of the manifest as it is, in the clear
     */
    ObjectNode unmasked(Draft draft, Map<String, String> stored) throws RefusedException {
        return SecretFields.rewritten(draft.tree(), (path, key, value) -> {
            if (SecretBox.isSealed(value)) {
                throw new RefusedException(
                        new Problem(draft.document(), path, "looks like a sealed value: write the secret itself"));
            }
            if (!value.equals(MASK)) {
                return value;
            }
            String kept = stored.get(key);
            if (kept == null) {
                throw new RefusedException(new Problem(
                        draft.document(), path, "is masked, and no secret is stored for it: write the secret itself"));
            }
            return kept;
        });
    }

    /** Secrets in the clear by the key of their field. */
    Map<String, String> byKey(ObjectNode tree) {
        Map<String, String> result = new HashMap<>();
        rewritten(tree, (path, key, value) -> {
            result.put(key, value);
            return value;
        });
        return result;
    }

    /** Paths of the fields of the newer one whose secret the older one does not have. */
    Set<String> others(Draft older, Draft newer) {
        Map<String, String> before = byKey(older.tree());
        return paths(newer, (key, value) -> !value.equals(before.get(key)));
    }

    /** Paths of the fields of the older one that hold nothing any more in the newer one. */
    Set<String> takenAway(Draft older, Draft newer) {
        Map<String, String> after = byKey(newer.tree());
        return paths(older, (key, value) -> !after.containsKey(key));
    }

    private static Set<String> paths(Draft draft, BiPredicate<String, String> which) {
        Set<String> paths = new TreeSet<>();
        rewritten(draft.tree(), (path, key, value) -> {
            if (which.test(key, value)) {
                paths.add(path);
            }
            return value;
        });
        return paths;
    }

    /**
     * For use: references looked up. A secret that cannot be had is left out.
     *
     * @param problems gets one for each secret left out
     */
    ObjectNode resolved(Draft draft, List<Problem> problems) {
        return rewritten(draft.tree(), (path, key, value) -> {
            if (SecretBox.isSealed(value)) {
                problems.add(new Problem(
                        draft.document(), path, "was stored with another GATEWAY_SECRET_KEY and cannot be read"));
                return null;
            }
            try {
                return references.resolve(value);
            } catch (SecretReferences.MissingException e) {
                problems.add(new Problem(draft.document(), path, e.getMessage()));
                return null;
            }
        });
    }

    private static String place(ManifestRow.Key key) {
        return key.kind + '/' + key.name;
    }

    private static ObjectNode rewritten(ObjectNode tree, SecretFields.Rewrite rewrite) {
        try {
            return SecretFields.rewritten(tree, rewrite);
        } catch (RefusedException e) {
            throw new IllegalStateException("This rewriting refuses nothing", e);
        }
    }

    /** Lists the problems of several manifests by their name, for the log. */
    static List<String> named(ManifestRow.Key key, List<Problem> problems) {
        List<String> result = new ArrayList<>();
        problems.forEach(problem -> result.add(place(key) + ": " + problem));
        return result;
    }
}
