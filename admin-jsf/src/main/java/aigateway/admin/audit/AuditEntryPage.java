package aigateway.admin.audit;

import aigateway.admin.session.Me;
import aigateway.admin.session.Missing;
import aigateway.audit.AuditEntry;
import aigateway.audit.AuditQueries;
import aigateway.manifest.Change;
import aigateway.manifest.ManifestChange;
import aigateway.manifest.Manifests;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One entry of the audit trail, with what it changed. */
@Named
@RequestScoped
public class AuditEntryPage {

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

    @Inject
    AuditQueries entries;

    @Inject
    Manifests manifests;

    @Inject
    Me me;

    private @Nullable String id;
    private @Nullable AuditEntry entry;
    private @Nullable Change change;

    public void open() throws IOException {
        me.mustBeAdmin();
        // What somebody typed may be no number.
        Optional<Long> wanted = Optional.ofNullable(id)
                .filter(text -> NUMBER.matcher(text).matches())
                .map(Long::valueOf);
        entry = wanted.flatMap(entries::find).orElse(null);
        if (entry == null) {
            Missing.answer("There is no such entry");
            return;
        }
        change = wanted.flatMap(manifests::change).map(ManifestChange::change).orElse(null);
    }

    public @Nullable AuditEntry getEntry() {
        return entry;
    }

    public boolean isChange() {
        return change != null;
    }

    /** Only secrets are others, and those are masked. */
    public boolean isAlike() {
        return change != null && change.before() != null && change.before().equals(change.after());
    }

    public List<Difference.Line> getLines() {
        return change == null ? List.of() : Difference.of(change.before(), change.after());
    }

    public @Nullable String getId() {
        return id;
    }

    public void setId(@Nullable String id) {
        this.id = id;
    }
}
