package aigateway.admin.access;

import aigateway.admin.manifest.Draft;
import aigateway.admin.manifest.Editor;
import aigateway.manifest.type.Team;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;

/** Edits a team and who is in it. */
@Named
@ViewScoped
public class TeamEditor extends Editor {

    private static final long serialVersionUID = 1L;

    @Override
    protected String kind() {
        return Team.TYPE;
    }

    @Override
    protected Draft fresh() {
        return Draft.of(Team.TYPE, "");
    }

    @Override
    protected String listPage() {
        return "/teams";
    }
}
