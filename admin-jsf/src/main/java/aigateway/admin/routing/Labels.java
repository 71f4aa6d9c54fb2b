package aigateway.admin.routing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Labels of a request as they are typed into one line: {@code env=prod, team=ml}. */
final class Labels {

    private Labels() {}

    /** @return empty when a part is no {@code name=value} */
    static Optional<Map<String, String>> read(@Nullable String text) {
        Map<String, String> labels = new LinkedHashMap<>();
        if (text != null && !text.isBlank()) {
            for (String part : text.split(",", -1)) {
                int equals = part.indexOf('=');
                if (equals < 1 || part.substring(0, equals).isBlank()) {
                    return Optional.empty();
                }
                labels.put(
                        part.substring(0, equals).strip(),
                        part.substring(equals + 1).strip());
            }
        }
        return Optional.of(labels);
    }
}
