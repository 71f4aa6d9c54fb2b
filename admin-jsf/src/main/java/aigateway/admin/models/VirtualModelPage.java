package aigateway.admin.models;

import aigateway.admin.manifest.Draft;
import aigateway.admin.manifest.Editor;
import aigateway.manifest.type.RoutingConfig;
import aigateway.manifest.type.VirtualModelGroup;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A group of virtual models and their targets. */
@Named
@ViewScoped
public class VirtualModelPage extends Editor {

    private static final long serialVersionUID = 1L;

    @Override
    protected String kind() {
        return VirtualModelGroup.KIND;
    }

    @Override
    protected Draft fresh() {
        Draft draft = Draft.of(VirtualModelGroup.TYPE, "");
        Collaborators.set(Collaborators.USE, List.of("team:everyone"), draft);
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        draft.groups("integrations").add(model);
        routingOf(model).put("type", RoutingConfig.BY_WEIGHT);
        addTarget(model);
        return draft;
    }

    @Override
    protected String listPage() {
        return "/models";
    }

    public List<Map<String, @Nullable Object>> getModels() {
        return draft().groups("integrations");
    }

    public void addModel() {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        routingOf(model).put("type", RoutingConfig.BY_WEIGHT);
        addTarget(model);
        getModels().add(model);
    }

    public void removeModel(int index) {
        getModels().remove(index);
    }

    public Map<String, @Nullable Object> routingOf(Map<String, @Nullable Object> model) {
        return Draft.group(model, "routing_config");
    }

    public List<Map<String, @Nullable Object>> targetsOf(Map<String, @Nullable Object> model) {
        return Draft.groups(routingOf(model), "load_balance_targets");
    }

    public void addTarget(Map<String, @Nullable Object> model) {
        targetsOf(model).add(new LinkedHashMap<>());
    }

    public void removeTarget(Map<String, @Nullable Object> model, int index) {
        targetsOf(model).remove(index);
    }

    public List<String> getUsers() {
        return Collaborators.with(Collaborators.USE, draft());
    }

    public void setUsers(@Nullable List<String> subjects) {
        Collaborators.set(Collaborators.USE, subjects, draft());
    }
}
