package aigateway.admin.session;

import jakarta.faces.context.FacesContext;
import jakarta.faces.event.PhaseEvent;
import jakarta.faces.event.PhaseId;
import jakarta.faces.event.PhaseListener;
import org.primefaces.context.PrimeFacesContext;

/**
 * Asks for what the scripts of a page send along before a form does anything. PrimeFaces asks when it shows the page
 * again, and what was done by then could not be shown: a key that was issued, for one.
 */
public class ScriptsRequired implements PhaseListener {

    private static final long serialVersionUID = 1L;

    @Override
    public PhaseId getPhaseId() {
        return PhaseId.RESTORE_VIEW;
    }

    /** @throws org.primefaces.csp.CspException where it is missing */
    @Override
    public void afterPhase(PhaseEvent event) {
        FacesContext faces = event.getFacesContext();
        if (faces.getViewRoot() != null && !faces.getResponseComplete() && faces.isPostback()) {
            PrimeFacesContext.getCspState(faces).getNonce();
        }
    }
}
