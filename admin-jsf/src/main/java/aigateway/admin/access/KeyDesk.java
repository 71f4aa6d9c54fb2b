package aigateway.admin.access;

import aigateway.admin.session.Me;
import aigateway.identity.AccessKey;
import aigateway.identity.Keys;
import aigateway.identity.Subject;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Issues, rotates and revokes the keys of one subject. A key's value lives in the one answer that shows it: it is kept in
 * the request, never in the page's state.
 */
public abstract class KeyDesk implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Duration GRACE = Duration.ofHours(24);
    private static final String ISSUED = "issuedKey";

    @Inject
    transient Keys keys;

    @Inject
    transient Me me;

    @Inject
    transient InstantSource clock;

    private @Nullable String keyName;
    private String form = AccessKey.Form.JWT.name();
    private int days = 90;

    /** Whose keys these are. */
    protected abstract Subject subject();

    /** Asked before anything is shown or done. */
    protected abstract boolean isAllowed();

    protected final void mustBeAllowed() {
        if (!isAllowed()) {
            throw me.denied("These keys belong to someone else");
        }
    }

    public List<AccessKey> getKeys() {
        mustBeAllowed();
        return keys.of(subject());
    }

    public void issue() {
        mustBeAllowed();
        String name = keyName == null ? "key" : keyName.strip();
        show(keys.issue(
                subject(),
                name,
                AccessKey.Form.valueOf(form),
                days == 0 ? null : clock.instant().plus(Duration.ofDays(days)),
                me.actor()));
        keyName = null;
    }

    public void rotate(String id) {
        if (own(id).flatMap(key -> keys.rotate(key.id(), GRACE, me.actor()))
                .map(KeyDesk::show)
                .isEmpty()) {
            tell("This key has ended already.");
        }
    }

    public void revoke(String id) {
        if (own(id).filter(key -> keys.revoke(key.id(), me.actor())).isPresent()) {
            tell("Revoked. Every node refuses it within two seconds.");
        }
    }

    /** A key's id comes from the browser, so it may be anyone's. */
    private Optional<AccessKey> own(String id) {
        mustBeAllowed();
        return keys.find(id).filter(key -> key.subject().equals(subject()));
    }

    private static AccessKey.Issued show(AccessKey.Issued issued) {
        FacesContext.getCurrentInstance().getExternalContext().getRequestMap().put(ISSUED, issued);
        return issued;
    }

    private static void tell(String message) {
        FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(FacesMessage.SEVERITY_INFO, message, null));
    }

    /** The key that this very request made; null in every other. */
    public AccessKey.@Nullable Issued getIssued() {
        return (AccessKey.Issued) FacesContext.getCurrentInstance()
                .getExternalContext()
                .getRequestMap()
                .get(ISSUED);
    }

    public boolean isActive(AccessKey key) {
        return key.isActive(clock.instant());
    }

    public @Nullable String getKeyName() {
        return keyName;
    }

    public void setKeyName(@Nullable String keyName) {
        this.keyName = keyName;
    }

    public String getForm() {
        return form;
    }

    public void setForm(String form) {
        this.form = form;
    }

    /** 0: it does not expire. */
    public int getDays() {
        return days;
    }

    public void setDays(int days) {
        this.days = days;
    }
}
