package aigateway.telemetry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some rows, newest first, and where to go on.
 *
 * @param next null at the end
 */
public record Page<T>(List<T> rows, @Nullable String next) {

    public Page {
        rows = List.copyOf(rows);
    }
}
