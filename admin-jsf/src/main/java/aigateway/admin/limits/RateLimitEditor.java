package aigateway.admin.limits;

import aigateway.admin.manifest.FormFields;
import aigateway.manifest.type.RateLimitingConfig;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Edits the rate limits. */
@Named
@ViewScoped
public class RateLimitEditor extends RulesEditor {

    private static final long serialVersionUID = 1L;

    static final Map<String, Object> DEFAULTS = Map.of("continue", false);

    @Override
    protected String kind() {
        return RateLimitingConfig.TYPE;
    }

    @Override
    protected String defaultName() {
        return "rate-limits";
    }

    @Override
    protected Map<String, @Nullable Object> freshRule() {
        return rule("requests_per_minute");
    }

    @Override
    protected String listPage() {
        return "/rate-limits";
    }

    public Map<String, @Nullable Object> fieldsOf(Map<String, @Nullable Object> rule) {
        return new FormFields(rule, DEFAULTS);
    }
}
