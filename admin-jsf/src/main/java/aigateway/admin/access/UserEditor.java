package aigateway.admin.access;

import aigateway.admin.manifest.Draft;
import aigateway.admin.manifest.Editor;
import aigateway.manifest.type.User;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Edits a user. */
@Named
@ViewScoped
public class UserEditor extends Editor {

    private static final long serialVersionUID = 1L;

    private static final String ROLES = "roles";

    @Override
    protected String kind() {
        return User.TYPE;
    }

    @Override
    protected Draft fresh() {
        return Draft.of(User.TYPE, "");
    }

    @Override
    protected String listPage() {
        return "/users";
    }

    /** What the manifest says, or what it means when it says nothing. */
    public List<String> getRoles() {
        return draft().getTree().get(ROLES) instanceof List<?> roles
                ? new ArrayList<>(roles.stream().map(String::valueOf).toList())
                : new ArrayList<>(List.of("member"));
    }

    public void setRoles(@Nullable List<String> roles) {
        draft().getTree().put(ROLES, roles == null ? null : new ArrayList<>(roles));
    }
}
