package aigateway.admin.manifest;

import aigateway.admin.session.Me;
import aigateway.admin.session.Missing;
import aigateway.manifest.ApplyResult;
import aigateway.manifest.ManifestChange;
import aigateway.manifest.Manifests;
import aigateway.manifest.Seen;
import aigateway.manifest.StoredManifest;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A page that edits one manifest, as a form or as YAML, whichever the reader prefers at the moment. */
public abstract class Editor implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Manifests manifests;

    @Inject
    transient Changes changes;

    @Inject
    transient Me me;

    private @Nullable String name;
    private @Nullable Seen seen;
    private boolean asYaml;
    private Draft draft = Draft.of("", "");
    private String yaml = "";
    private Problems problems = Problems.NONE;

    /** The kind of manifest this page edits, as in {@link StoredManifest#kind()}. */
    protected abstract String kind();

    /** What a new one looks like before anything was typed. */
    protected abstract Draft fresh();

    /** Where to go after saving. */
    protected abstract String listPage();

    /** The name of the manifest this page edits when its address names none. */
    protected @Nullable String onlyName() {
        return null;
    }

    /** Reads the manifest that the address names, once for a page. */
    public void open() throws IOException {
        me.mustBeAdmin();
        if (FacesContext.getCurrentInstance().isPostback()) {
            return;
        }
        String wanted = name == null ? onlyName() : name;
        Optional<StoredManifest> stored = wanted == null ? Optional.empty() : manifests.find(kind(), wanted);
        if (name != null && stored.isEmpty()) {
            Missing.answer("There is no " + kind() + " of that name");
            return;
        }
        seen = stored.map(Seen::of).orElse(null);
        yaml = stored.map(StoredManifest::yaml).orElseGet(() -> fresh().toYaml());
        draft = Draft.read(yaml).orElseGet(this::fresh);
        asYaml |= isExisting() && Draft.read(yaml).isEmpty();
        if (asYaml) {
            showYaml();
        }
    }

    public void showYaml() {
        yaml = draft.toYaml();
        asYaml = true;
    }

    public void showForm() {
        Optional<Draft> read = Draft.read(yaml);
        if (read.isEmpty()) {
            tell(FacesMessage.SEVERITY_ERROR, "This is not one YAML mapping, so there is no form for it yet.");
            return;
        }
        draft = read.get();
        asYaml = false;
    }

    /** Says what saving would change, and changes nothing. */
    public void check() {
        ApplyResult result = changes.tried(seen(), current());
        if (shown(result) instanceof ApplyResult.Applied applied) {
            tell(
                    FacesMessage.SEVERITY_INFO,
                    applied.changes().isEmpty()
                            ? "Valid. Nothing would change."
                            : "Valid. Saving would " + Sentence.of(applied.changes()) + '.');
        }
    }

    public @Nullable String save() {
        ApplyResult result = changes.replace(seen(), current());
        if (!(shown(result) instanceof ApplyResult.Applied applied)) {
            return null;
        }
        FacesContext.getCurrentInstance().getExternalContext().getFlash().setKeepMessages(true);
        tell(
                FacesMessage.SEVERITY_INFO,
                applied.changes().isEmpty()
                        ? "Nothing had changed."
                        : "Saved as version " + applied.version() + ". In force on every node within two seconds.");
        return listPage() + "?faces-redirect=true";
    }

    public @Nullable String delete() {
        if (name == null || !(shown(changes.delete(kind(), name)) instanceof ApplyResult.Applied)) {
            return null;
        }
        FacesContext.getCurrentInstance().getExternalContext().getFlash().setKeepMessages(true);
        tell(FacesMessage.SEVERITY_INFO, "Deleted " + name + '.');
        return listPage() + "?faces-redirect=true";
    }

    private Seen seen() {
        Seen shown = seen;
        return shown == null ? Seen.none(kind()) : shown;
    }

    private String current() {
        return asYaml ? yaml : draft.toYaml();
    }

    private ApplyResult shown(ApplyResult result) {
        problems = result instanceof ApplyResult.Invalid invalid ? new Problems(invalid.problems()) : Problems.NONE;
        return result;
    }

    private static void tell(FacesMessage.Severity severity, String message) {
        FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(severity, message, null));
    }

    /** Newest first. */
    public List<ManifestChange> getHistory() {
        String wanted = name == null ? onlyName() : name;
        return wanted == null ? List.of() : manifests.history(kind(), wanted);
    }

    public Map<String, @Nullable Object> getTree() {
        return draft.getTree();
    }

    protected Draft draft() {
        return draft;
    }

    public Problems getProblems() {
        return problems;
    }

    public boolean isExisting() {
        return seen != null;
    }

    public boolean isAsYaml() {
        return asYaml;
    }

    public void setAsYaml(boolean asYaml) {
        this.asYaml = asYaml;
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public String getYaml() {
        return yaml;
    }

    public void setYaml(@Nullable String yaml) {
        this.yaml = yaml == null ? "" : yaml;
    }
}
