package aigateway.admin.models;

import aigateway.admin.format.Amount;
import aigateway.admin.manifest.Draft;
import aigateway.admin.manifest.Editor;
import aigateway.manifest.type.ProviderAccount;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A provider account and its models. */
@Named
@ViewScoped
public class AccountPage extends Editor {

    private static final long serialVersionUID = 1L;

    private static final String MODELS = "integrations";

    @Inject
    transient ListPrices prices;

    private @Nullable String add;

    @Override
    protected String kind() {
        return ProviderAccount.KIND;
    }

    @Override
    protected Draft fresh() {
        Draft draft = Draft.of("provider-account/openai", "");
        Collaborators.set(Collaborators.USE, List.of("team:everyone"), draft);
        draft.groups(MODELS).add(new LinkedHashMap<>());
        return draft;
    }

    @Override
    protected String listPage() {
        return "/models";
    }

    @Override
    public @Nullable String save() {
        Object way = draft().group("auth_data").get("type");
        if (way != null && !way.equals("api-key")) {
            // Other ways to sign in are written as YAML, and are left as they are.
            return super.save();
        }
        if (draft().group("auth_data").get("api_key") != null) {
            draft().group("auth_data").put("type", "api-key");
        } else {
            draft().getTree().remove("auth_data");
        }
        return super.save();
    }

    /** Models of the provider's own list that somebody chose: they are in the form, and saved when it is. */
    @Override
    public void open() throws IOException {
        super.open();
        String chosen = add;
        FacesContext faces = FacesContext.getCurrentInstance();
        if (chosen == null || faces.isPostback() || faces.getResponseComplete()) {
            return;
        }
        for (String id : chosen.split(",")) {
            boolean known = getModels().stream()
                    .anyMatch(model -> id.equals(model.get("model_id")) || id.equals(model.get("name")));
            if (!id.isBlank() && !known) {
                Map<String, @Nullable Object> model = new LinkedHashMap<>();
                model.put("name", id.replaceFirst("^(?:models|publishers/[^/]+/models)/", ""));
                model.put("model_types", List.of(ModelTypes.guess(id)));
                getModels().add(model);
            }
        }
    }

    public @Nullable String getAdd() {
        return add;
    }

    public void setAdd(@Nullable String add) {
        this.add = add;
    }

    public Map<String, @Nullable Object> getAuth() {
        return draft().group("auth_data");
    }

    public List<Map<String, @Nullable Object>> getModels() {
        return draft().groups(MODELS);
    }

    public void addModel() {
        getModels().add(new LinkedHashMap<>());
    }

    public void removeModel(int index) {
        getModels().remove(index);
    }

    public Map<String, @Nullable Object> costOf(Map<String, @Nullable Object> model) {
        return Draft.group(model, "cost");
    }

    /** What the catalogue says, so that nobody types a price that is known. */
    public String priceHint(Map<String, @Nullable Object> model) {
        if (costOf(model).get("metric") != null) {
            return "";
        }
        Object id = model.get("model_id") == null ? model.get("name") : model.get("model_id");
        if (id == null) {
            return "";
        }
        String provider = draft().text("type").replaceFirst(".*/", "");
        return prices.listPrice(provider, id.toString())
                .map(price ->
                        Amount.money(price.input()) + " in, " + Amount.money(price.output()) + " out, a million tokens")
                .orElse("Not in the catalogue: cost stays unknown until you set a price");
    }

    public List<String> getUsers() {
        return Collaborators.with(Collaborators.USE, draft());
    }

    public void setUsers(@Nullable List<String> subjects) {
        Collaborators.set(Collaborators.USE, subjects, draft());
    }

    public List<String> getManagers() {
        return Collaborators.with(Collaborators.MANAGE, draft());
    }

    public void setManagers(@Nullable List<String> subjects) {
        Collaborators.set(Collaborators.MANAGE, subjects, draft());
    }
}
