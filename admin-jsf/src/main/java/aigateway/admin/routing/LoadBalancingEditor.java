package aigateway.admin.routing;

import aigateway.manifest.type.LoadBalancingConfig;
import aigateway.manifest.type.RoutingConfig;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Edits the load balancing rules. */
@Named
@ViewScoped
public class LoadBalancingEditor extends TargetRulesEditor {

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
    protected String targetsField() {
        return "load_balance_targets";
    }

    @Override
    protected Map<String, @Nullable Object> freshRule() {
        Map<String, @Nullable Object> rule = super.freshRule();
        rule.put("type", RoutingConfig.BY_PRIORITY);
        return rule;
    }
}
