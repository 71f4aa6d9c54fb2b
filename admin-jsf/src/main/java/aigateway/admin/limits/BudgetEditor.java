package aigateway.admin.limits;

import aigateway.admin.manifest.Draft;
import aigateway.admin.manifest.FormFields;
import aigateway.manifest.type.BudgetConfig;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Edits the budgets. */
@Named
@ViewScoped
public class BudgetEditor extends RulesEditor {

    private static final long serialVersionUID = 1L;

    static final Map<String, Object> DEFAULTS = Map.of("audit_mode", false);

    @Override
    protected String kind() {
        return BudgetConfig.TYPE;
    }

    @Override
    protected String defaultName() {
        return "budgets";
    }

    @Override
    protected Map<String, @Nullable Object> freshRule() {
        return rule("cost_per_month");
    }

    @Override
    protected String listPage() {
        return "/budgets";
    }

    public Map<String, @Nullable Object> fieldsOf(Map<String, @Nullable Object> rule) {
        return new FormFields(rule, DEFAULTS);
    }

    public Map<String, @Nullable Object> alertsOf(Map<String, @Nullable Object> rule) {
        return Draft.group(rule, "alerts");
    }
}
