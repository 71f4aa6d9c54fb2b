package aigateway.admin.audit;

import aigateway.admin.overview.Range;
import aigateway.admin.session.Me;
import aigateway.audit.AuditAction;
import aigateway.audit.AuditFilter;
import aigateway.audit.AuditPage;
import aigateway.audit.AuditQueries;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The audit trail as a list, newest first; its filters are in the address. */
@Named
@RequestScoped
public class AuditLogPage {

    private static final int PAGE = 50;
    private static final Range USUAL = Range.MONTH;

    @Inject
    AuditQueries entries;

    @Inject
    Me me;

    @Inject
    InstantSource clock;

    private @Nullable String code;
    private @Nullable String actor;
    private @Nullable String action;
    private @Nullable String type;
    private @Nullable String name;
    private @Nullable String after;
    private @Nullable AuditPage page;

    public void open() {
        me.mustBeAdmin();
    }

    public AuditPage getPage() {
        AuditPage known = page;
        if (known == null) {
            me.mustBeAdmin();
            // A place that was typed into the address and is none leads to the newest.
            known = entries.page(filter(), after, PAGE)
                    .or(() -> entries.page(filter(), null, PAGE))
                    .orElseThrow();
            page = known;
        }
        return known;
    }

    private AuditFilter filter() {
        return new AuditFilter(
                isAnyTime() ? null : clock.instant().minus(getRange().length()),
                null,
                stripped(actor),
                action == null ? null : AuditAction.parse(action).orElse(null),
                stripped(type),
                stripped(name));
    }

    private static @Nullable String stripped(@Nullable String text) {
        return text == null ? null : text.strip();
    }

    public boolean isFiltered() {
        return actor != null || action != null || type != null || name != null;
    }

    public boolean isAnyTime() {
        return "any".equals(code);
    }

    public Range getRange() {
        return Range.of(code, USUAL);
    }

    public Range[] getRanges() {
        return Range.values();
    }

    public List<AuditAction> getActions() {
        return List.of(AuditAction.values());
    }

    public @Nullable String getCode() {
        return code;
    }

    public void setCode(@Nullable String code) {
        this.code = code;
    }

    public @Nullable String getActor() {
        return actor;
    }

    public void setActor(@Nullable String actor) {
        this.actor = actor;
    }

    public @Nullable String getAction() {
        return action;
    }

    public void setAction(@Nullable String action) {
        this.action = action;
    }

    public @Nullable String getType() {
        return type;
    }

    public void setType(@Nullable String type) {
        this.type = type;
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable String getAfter() {
        return after;
    }

    public void setAfter(@Nullable String after) {
        this.after = after;
    }
}
