package aigateway.admin.routing;

import aigateway.manifest.FallbackConfig;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;

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
}
