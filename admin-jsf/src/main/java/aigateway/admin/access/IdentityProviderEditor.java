package aigateway.admin.access;

import aigateway.admin.manifest.Draft;
import aigateway.admin.manifest.Editor;
import aigateway.manifest.type.IdentityProvider;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;

/** Edits a trusted issuer. */
@Named
@ViewScoped
public class IdentityProviderEditor extends Editor {

    private static final long serialVersionUID = 1L;

    @Override
    protected String kind() {
        return IdentityProvider.TYPE;
    }

    @Override
    protected Draft fresh() {
        return Draft.of(IdentityProvider.TYPE, "");
    }

    @Override
    protected String listPage() {
        return "/identity-providers";
    }
}
