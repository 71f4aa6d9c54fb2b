package aigateway.admin.access;

import aigateway.admin.manifest.Draft;
import aigateway.admin.manifest.Editor;
import aigateway.manifest.Configuration;
import aigateway.manifest.Snapshot;
import aigateway.manifest.type.VirtualAccount;
import aigateway.manifest.type.VirtualModelGroup;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Edits a virtual account: its owner and what it may use. */
@Named
@ViewScoped
public class VirtualAccountEditor extends Editor {

    private static final long serialVersionUID = 1L;

    private static final String PERMISSIONS = "permissions";
    private static final String RESOURCE_TYPE = "provider-account";
    private static final String USE = "provider-account-access";

    @Inject
    transient Configuration configuration;

    @Override
    protected String kind() {
        return VirtualAccount.TYPE;
    }

    @Override
    protected Draft fresh() {
        return Draft.of(VirtualAccount.TYPE, "");
    }

    @Override
    protected String listPage() {
        return "/virtual-accounts";
    }

    public Map<String, @Nullable Object> getOwner() {
        return draft().group("owned_by");
    }

    /** Everything it could be given, by fully qualified name. */
    public List<String> getResources() {
        Snapshot snapshot = configuration.current();
        return Stream.concat(
                        snapshot.accounts().values().stream().map(account -> account.fqn(snapshot.tenant())),
                        snapshot.virtualModels().keySet().stream()
                                .map(group -> snapshot.tenant() + ':' + VirtualModelGroup.KIND + ':' + group))
                .sorted()
                .toList();
    }

    public List<String> getGranted() {
        return new ArrayList<>(draft().groups(PERMISSIONS).stream()
                .filter(it -> USE.equals(it.get("role_id")))
                .map(it -> String.valueOf(it.get("resource_fqn")))
                .toList());
    }

    public void setGranted(@Nullable List<String> resources) {
        List<Map<String, @Nullable Object>> permissions = draft().groups(PERMISSIONS);
        permissions.removeIf(it -> USE.equals(it.get("role_id")));
        if (resources != null) {
            for (String resource : resources) {
                Map<String, @Nullable Object> permission = new LinkedHashMap<>();
                permission.put("resource_type", RESOURCE_TYPE);
                permission.put("resource_fqn", resource);
                permission.put("role_id", USE);
                permissions.add(permission);
            }
        }
    }
}
