package aigateway.admin.access;

import aigateway.admin.session.Missing;
import aigateway.identity.Subject;
import aigateway.manifest.Configuration;
import aigateway.manifest.type.VirtualAccount;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One virtual account and its keys: for administrators and for the team that owns it. */
@Named
@ViewScoped
public class VirtualAccountPage extends KeyDesk {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Configuration configuration;

    private @Nullable String name;

    public void open() throws IOException {
        if (getAccount() == null) {
            Missing.answer("There is no such virtual account");
            return;
        }
        mustBeAllowed();
    }

    public @Nullable VirtualAccount getAccount() {
        return name == null ? null : configuration.current().virtualAccounts().get(name);
    }

    /** When the token in its manifest was last used; null for never. */
    public @Nullable Instant getManifestTokenUsed() {
        mustBeAllowed();
        return keys.manifestTokenUsedAt(subject()).orElse(null);
    }

    @Override
    protected Subject subject() {
        return Subject.virtualAccount(name == null ? "" : name);
    }

    @Override
    protected boolean isAllowed() {
        VirtualAccount account = getAccount();
        if (account == null) {
            return false;
        }
        VirtualAccount.Owner owner = account.ownedBy();
        return me.isAdmin() || (owner != null && me.isInTeam(owner.team()));
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }
}
