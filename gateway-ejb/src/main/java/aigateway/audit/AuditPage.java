package aigateway.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some entries, newest first.
 *
 * @param next where the next page begins; null when this is the last one
 */
public record AuditPage(List<AuditEntry> entries, @Nullable String next) {

    public AuditPage {
        entries = List.copyOf(entries);
    }
}
