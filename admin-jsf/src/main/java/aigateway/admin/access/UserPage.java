package aigateway.admin.access;

import aigateway.admin.session.Missing;
import aigateway.identity.Subject;
import aigateway.manifest.Configuration;
import aigateway.manifest.type.User;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One user and their keys, for administrators. */
@Named
@ViewScoped
public class UserPage extends KeyDesk {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Configuration configuration;

    private @Nullable String name;

    public void open() throws IOException {
        mustBeAllowed();
        if (getUser() == null) {
            Missing.answer("There is no such user");
        }
    }

    public @Nullable User getUser() {
        return name == null ? null : configuration.current().users().get(name);
    }

    public List<String> getTeams() {
        return name == null ? List.of() : Members.teamsOf(name, configuration.current());
    }

    @Override
    protected Subject subject() {
        return Subject.user(name == null ? "" : name);
    }

    @Override
    protected boolean isAllowed() {
        return me.isAdmin();
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }
}
