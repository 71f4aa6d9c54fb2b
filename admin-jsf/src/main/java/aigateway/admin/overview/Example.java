package aigateway.admin.overview;

import aigateway.admin.session.Me;
import aigateway.identity.Access;
import aigateway.identity.Caller;
import aigateway.identity.Subject;
import aigateway.manifest.Configuration;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;

/** A call that works as it stands, once the key is put in. */
@Named
@RequestScoped
public class Example {

    @Inject
    HttpServletRequest request;

    @Inject
    Configuration configuration;

    @Inject
    Access access;

    @Inject
    Me me;

    /** The gateway's address, as this browser reached it. */
    public String getBase() {
        return request.getRequestURL().toString().replaceFirst("^(https?://[^/]*).*", "$1");
    }

    public String getModel() {
        return modelOf(me.caller());
    }

    /** A model that this subject may use. */
    public String modelFor(Subject subject) {
        return modelOf(
                subject.equals(me.caller().subject())
                        ? me.caller()
                        : Caller.of(subject, subject.name(), List.of(), List.of(), null, Map.of()));
    }

    private String modelOf(Caller caller) {
        return configuration.current().accounts().values().stream()
                .filter(account -> access.mayUse(caller, account))
                .flatMap(account -> account.integrations().stream().map(model -> account.name() + '/' + model.name()))
                .sorted()
                .findFirst()
                .orElse("account/model");
    }
}
