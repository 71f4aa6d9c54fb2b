package aigateway.admin.manifest;

import aigateway.manifest.Change;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Changes in words. */
final class Sentence {

    private Sentence() {}

    static String of(List<Change> changes) {
        return changes.stream()
                .map(change ->
                        change.action().name().toLowerCase(Locale.ROOT) + ' ' + change.kind() + ' ' + change.name())
                .collect(Collectors.joining(", "));
    }
}
