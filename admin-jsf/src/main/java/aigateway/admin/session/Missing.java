package aigateway.admin.session;

import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What an address names and is not there, or is no more. */
public final class Missing {

    private Missing() {}

    /** Answers with the page that says so; nothing else of the page that was asked for is shown. */
    public static void answer(String what) throws IOException {
        FacesContext faces = FacesContext.getCurrentInstance();
        faces.getExternalContext().responseSendError(HttpServletResponse.SC_NOT_FOUND, what);
        faces.responseComplete();
    }
}
