package aigateway.admin.session;

import aigateway.identity.Passwords;
import aigateway.platform.signin.SignedIn;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Signs people in and out. The session gets a new id at either, so an id known before is worth nothing after. */
@Named
@RequestScoped
public class SignInPage {

    private static final System.Logger LOG = System.getLogger(SignInPage.class.getName());

    @Inject
    Passwords passwords;

    @Inject
    SignIns signIns;

    @Inject
    SecurityContext security;

    @Inject
    FacesContext faces;

    private @Nullable String name;
    private @Nullable String password;
    private @Nullable String to;

    public void signIn() throws IOException {
        String user = name == null ? "" : name.strip();
        HttpServletRequest request =
                (HttpServletRequest) faces.getExternalContext().getRequest();
        if (passwords
                .signIn(user, password == null ? "" : password, request.getRemoteAddr())
                .isEmpty()) {
            refuse();
            return;
        }
        HttpServletResponse response =
                (HttpServletResponse) faces.getExternalContext().getResponse();
        request.getSession();
        request.changeSessionId();
        AuthenticationStatus status = security.authenticate(
                request,
                response,
                AuthenticationParameters.withParams()
                        .credential(new SignedIn(user))
                        .newAuthentication(true));
        if (status != AuthenticationStatus.SUCCESS) {
            LOG.log(System.Logger.Level.WARNING, "The server did not accept the sign-in of {0}: {1}", user, status);
            refuse();
            return;
        }
        signIns.begin(request, user);
        faces.getExternalContext().redirect(request.getContextPath() + Destination.of(to));
    }

    /** One message for every reason: who is guessing learns nothing. */
    private void refuse() {
        faces.addMessage(
                null,
                new FacesMessage(
                        FacesMessage.SEVERITY_ERROR,
                        "That user and password do not belong together, or there were too many attempts.",
                        null));
    }

    public void signOut() throws IOException, ServletException {
        HttpServletRequest request =
                (HttpServletRequest) faces.getExternalContext().getRequest();
        Principal leaving = request.getUserPrincipal();
        if (leaving != null) {
            signIns.end(leaving.getName(), request.getRemoteAddr());
        }
        request.logout();
        faces.getExternalContext().invalidateSession();
        faces.getExternalContext().redirect(request.getContextPath() + "/sign-in");
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable String getPassword() {
        return null;
    }

    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    public @Nullable String getTo() {
        return to;
    }

    public void setTo(@Nullable String to) {
        this.to = to;
    }
}
