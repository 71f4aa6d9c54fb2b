package aigateway.admin.access;

import aigateway.admin.manifest.Draft;
import aigateway.admin.manifest.Editor;
import aigateway.admin.manifest.FormFields;
import aigateway.manifest.type.User;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Edits a user. */
@Named
@ViewScoped
public class UserEditor extends Editor {

    private static final long serialVersionUID = 1L;

    private static final String ROLES = "roles";

    static final Map<String, Object> DEFAULTS = Map.of(ROLES, List.of("member"));

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
        return fields().get(ROLES) instanceof List<?> roles
                ? new ArrayList<>(roles.stream().map(String::valueOf).toList())
                : new ArrayList<>();
    }

    public void setRoles(@Nullable List<String> roles) {
        fields().put(ROLES, roles == null ? null : new ArrayList<>(roles));
    }

    private FormFields fields() {
        return new FormFields(getTree(), DEFAULTS);
    }
}
