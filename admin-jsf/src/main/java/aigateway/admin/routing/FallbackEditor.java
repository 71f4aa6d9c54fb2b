package aigateway.admin.routing;

import aigateway.manifest.type.FallbackConfig;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Edits the fallback rules. */
@Named
@ViewScoped
public class FallbackEditor extends TargetRulesEditor {

    private static final long serialVersionUID = 1L;

    @Override
    protected String kind() {
        return FallbackConfig.TYPE;
    }

    @Override
    protected String defaultName() {
        return "fallback";
    }

    @Override
    protected String targetsField() {
        return "fallback_models";
    }

    /** Named, since a draft keeps nothing that is empty. */
    @Override
    protected Map<String, @Nullable Object> freshRule() {
        Map<String, @Nullable Object> rule = super.freshRule();
        rule.put("id", "when-all-fail");
        return rule;
    }
}
