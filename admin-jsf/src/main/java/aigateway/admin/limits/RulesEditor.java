package aigateway.admin.limits;

import aigateway.admin.manifest.Draft;
import aigateway.admin.manifest.Editor;
import aigateway.manifest.Manifests;
import aigateway.manifest.StoredManifest;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Edits a list of rules; their order counts. There is one such manifest in a gateway, whatever its name. */
public abstract class RulesEditor extends Editor {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Manifests stored;

    /** A rule before anything was typed. */
    protected abstract Map<String, @Nullable Object> freshRule();

    @Override
    protected @Nullable String onlyName() {
        return stored.list(kind()).stream()
                .findFirst()
                .map(StoredManifest::name)
                .orElse(null);
    }

    @Override
    protected Draft fresh() {
        Draft draft = Draft.of(kind(), defaultName());
        draft.groups("rules").add(freshRule());
        return draft;
    }

    protected abstract String defaultName();

    public List<Map<String, @Nullable Object>> getRules() {
        return draft().groups("rules");
    }

    public Map<String, @Nullable Object> whenOf(Map<String, @Nullable Object> rule) {
        return Draft.group(rule, "when");
    }

    public void addRule() {
        getRules().add(freshRule());
    }

    public void removeRule(int index) {
        getRules().remove(index);
    }

    public void moveUp(int index) {
        if (index > 0) {
            Collections.swap(getRules(), index, index - 1);
        }
    }

    protected static Map<String, @Nullable Object> rule(String unit) {
        Map<String, @Nullable Object> rule = new LinkedHashMap<>();
        rule.put("id", null);
        rule.put("when", new LinkedHashMap<String, @Nullable Object>());
        rule.put("limit_to", null);
        rule.put("unit", unit);
        return rule;
    }
}
