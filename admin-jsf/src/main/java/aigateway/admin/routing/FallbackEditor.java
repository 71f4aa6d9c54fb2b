package aigateway.admin.routing;

import aigateway.admin.limits.RulesEditor;
import aigateway.admin.manifest.Draft;
import aigateway.manifest.FallbackConfig;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Edits the fallback rules. */
@Named
@ViewScoped
public class FallbackEditor extends RulesEditor {

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
    protected Map<String, @Nullable Object> freshRule() {
        Map<String, @Nullable Object> rule = new LinkedHashMap<>();
        rule.put("id", null);
        rule.put("when", new LinkedHashMap<String, @Nullable Object>());
        addModel(rule);
        return rule;
    }

    @Override
    protected String listPage() {
        return "/routing";
    }

    public List<Map<String, @Nullable Object>> modelsOf(Map<String, @Nullable Object> rule) {
        return Draft.groups(rule, "fallback_models");
    }

    public void addModel(Map<String, @Nullable Object> rule) {
        modelsOf(rule).add(new LinkedHashMap<>());
    }

    public void removeModel(Map<String, @Nullable Object> rule, int index) {
        modelsOf(rule).remove(index);
    }
}
