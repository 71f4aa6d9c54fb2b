package aigateway.manifest;

import aigateway.manifest.document.Problem;
import aigateway.manifest.document.RefusedException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an editor of one manifest has before them.
 *
 * @param kind as in {@link StoredManifest#kind()}
 * @param name null for one that is to be made
 * @param version of the stored one, {@link StoredManifest#version()}
 */
public record Seen(String kind, @Nullable String name, long version) implements Serializable {

    /** Nothing yet: one is to be made. */
    public static Seen none(String kind) {
        return new Seen(kind, null, 0);
    }

    public static Seen of(StoredManifest stored) {
        return new Seen(stored.kind(), stored.name(), stored.version());
    }

    void mustAllow(List<Draft> drafts, ManifestStore store) throws RefusedException {
        if (drafts.size() != 1) {
            throw refused(drafts.size() - 1, "", "one manifest is edited here; the API takes several at once");
        }
        ManifestRow.Key key = drafts.get(0).key();
        if (!key.kind.equals(kind)) {
            throw refused(0, "type", "a " + kind + " is edited here, not a " + key.kind);
        }
        if (name != null && !name.equals(key.name)) {
            throw refused(
                    0, "name", "is what others know '" + name + "' by, and stays; make a new one and delete this");
        }
        Optional<StoredManifest> now = store.find(kind, key.name);
        if (name == null && now.isPresent()) {
            throw refused(0, "name", "there is a " + kind + " '" + key.name + "' already");
        }
        if (name != null && now.isEmpty()) {
            throw refused(0, "", "was deleted meanwhile");
        }
        if (name != null && now.get().version() != version) {
            throw refused(
                    0,
                    "",
                    "was changed meanwhile by " + now.get().updatedBy() + " (version "
                            + now.get().version() + "), which saving would undo; open the page again to see it");
        }
    }

    private static RefusedException refused(int document, String path, String message) {
        return new RefusedException(new Problem(document, path, message));
    }
}
