package aigateway.admin.routing;

import aigateway.admin.limits.RulesEditor;
import aigateway.admin.manifest.Draft;
import aigateway.manifest.LoadBalancingConfig;
import aigateway.manifest.RoutingConfig;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Edits the load balancing rules. */
@Named
@ViewScoped
public class LoadBalancingEditor extends RulesEditor {

    private static final long serialVersionUID = 1L;

    @Override
    protected String kind() {
        return LoadBalancingConfig.TYPE;
    }

    @Override
    protected String defaultName() {
        return "load-balancing";
    }

    @Override
    protected Map<String, @Nullable Object> freshRule() {
        Map<String, @Nullable Object> rule = new LinkedHashMap<>();
        rule.put("id", null);
        rule.put("type", RoutingConfig.BY_PRIORITY);
        rule.put("when", new LinkedHashMap<String, @Nullable Object>());
        addTarget(rule);
        return rule;
    }

    @Override
    protected String listPage() {
        return "/routing";
    }

    public List<Map<String, @Nullable Object>> targetsOf(Map<String, @Nullable Object> rule) {
        return Draft.groups(rule, "load_balance_targets");
    }

    public void addTarget(Map<String, @Nullable Object> rule) {
        targetsOf(rule).add(new LinkedHashMap<>());
    }

    public void removeTarget(Map<String, @Nullable Object> rule, int index) {
        targetsOf(rule).remove(index);
    }
}
