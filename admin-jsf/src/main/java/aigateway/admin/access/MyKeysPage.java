package aigateway.admin.access;

import aigateway.identity.Subject;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;

/** The viewer's own keys. */
@Named
@ViewScoped
public class MyKeysPage extends KeyDesk {

    private static final long serialVersionUID = 1L;

    @Override
    protected Subject subject() {
        return me.caller().subject();
    }

    @Override
    protected boolean isAllowed() {
        return true;
    }
}
