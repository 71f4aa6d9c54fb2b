package aigateway.manifest;

import org.jspecify.annotations.Nullable;

/**
 * What applying does, or would do, to one manifest.
 *
 * @param before YAML with secrets masked; null when it did not exist
 * @param after YAML with secrets masked; null when it is deleted
 */
public record Change(Action action, String kind, String name, @Nullable String before, @Nullable String after) {

    public enum Action {
        CREATE,
        UPDATE,
        DELETE
    }
}
