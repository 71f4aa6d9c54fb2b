package aigateway.admin.routing;

import aigateway.admin.limits.RulesEditor;
import aigateway.admin.manifest.Draft;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Edits rules that say where requests go. */
public abstract class TargetRulesEditor extends RulesEditor {

    private static final long serialVersionUID = 1L;

    /** What the list of a rule's targets is called in its manifest. */
    protected abstract String targetsField();

    @Override
    protected Map<String, @Nullable Object> freshRule() {
        Map<String, @Nullable Object> rule = new LinkedHashMap<>();
        rule.put("id", null);
        rule.put("when", new LinkedHashMap<String, @Nullable Object>());
        return rule;
    }

    @Override
    protected String listPage() {
        return "/routing";
    }

    /** With one to be filled in where there is none: what stays empty is left out again. */
    public List<Map<String, @Nullable Object>> targetsOf(Map<String, @Nullable Object> rule) {
        List<Map<String, @Nullable Object>> targets = Draft.groups(rule, targetsField());
        if (targets.isEmpty()) {
            targets.add(new LinkedHashMap<>());
        }
        return targets;
    }

    public void addTarget(Map<String, @Nullable Object> rule) {
        targetsOf(rule).add(new LinkedHashMap<>());
    }

    public void removeTarget(Map<String, @Nullable Object> rule, int index) {
        targetsOf(rule).remove(index);
    }
}
