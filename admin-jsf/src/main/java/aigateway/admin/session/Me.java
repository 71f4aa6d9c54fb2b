package aigateway.admin.session;

import aigateway.audit.Actor;
import aigateway.audit.AuditAction;
import aigateway.audit.Denial;
import aigateway.audit.Denials;
import aigateway.audit.Thing;
import aigateway.identity.Caller;
import aigateway.identity.Directory;
import aigateway.identity.Subject;
import aigateway.telemetry.Viewer;
import aigateway.tracing.TracingProjects;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The person behind this request. The session knows a name only; roles and teams are looked up each time, so whoever
 * loses a role loses it with the next click, and whoever's password was changed or name was given away is signed out.
 */
@Named
@RequestScoped
public class Me {

    @Inject
    HttpServletRequest request;

    @Inject
    Directory directory;

    @Inject
    SignIns signIns;

    @Inject
    TracingProjects projects;

    @Inject
    Denials denials;

    private @Nullable Caller caller;

    /** @throws NotAllowedException when nobody is signed in, or the user was removed since */
    public Caller caller() {
        Caller known = caller;
        if (known == null) {
            known = lookUp().orElseThrow(() -> new NotAllowedException("Nobody is signed in"));
            caller = known;
        }
        return known;
    }

    private Optional<Caller> lookUp() {
        Principal principal = request.getUserPrincipal();
        return principal == null || !signIns.holds(request, principal.getName())
                ? Optional.empty()
                : directory.find(Subject.user(principal.getName()), null, Map.of());
    }

    /** Whose spans they may see: an administrator all, a member their own, their teams' and what they were granted. */
    public Viewer viewer() {
        return projects.viewer(caller());
    }

    public boolean isAdmin() {
        return caller().isAdmin();
    }

    public String getDisplayName() {
        return caller().displayName();
    }

    public String getInitial() {
        return getDisplayName().substring(0, 1).toUpperCase(Locale.ROOT);
    }

    public boolean isInTeam(@Nullable String team) {
        return team != null && caller().teams().contains(team);
    }

    /** As the audit trail knows them. */
    public Actor actor() {
        return new Actor(caller().subject().toString(), request.getRemoteAddr());
    }

    /** Every change and every page for administrators begins with this. */
    public void mustBeAdmin() {
        if (!isAdmin()) {
            throw denied("Only administrators may do this");
        }
    }

    /** Keeps that they were turned away from this page. */
    public NotAllowedException denied(String message) {
        denials.note(new Denial(actor(), AuditAction.DENIED, new Thing(Thing.PAGE, request.getRequestURI())), message);
        return new NotAllowedException(message);
    }
}
