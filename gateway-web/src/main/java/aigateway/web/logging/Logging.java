package aigateway.web.logging;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.identity.Caller;
import aigateway.manifest.Configuration;
import aigateway.tracing.TracingProjects;
import aigateway.web.call.LoggingConfig;
import aigateway.web.telemetry.RequestContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;

/** Decides what is told of a request, before anything is: by manifests, and by what the caller asks for. */
@ApplicationScoped
public class Logging {

    @Inject
    Configuration configuration;

    @Inject
    TracingProjects projects;

    /**
     * @param asked what the request's header says
     * @throws GatewayException the caller may not send spans to the project it names
     */
    public Told of(Caller caller, LoggingConfig asked) {
        String tenant = configuration.current().tenant();
        String project = asked.projectOf(tenant);
        if (project != null && !projects.mayWrite(caller, project)) {
            throw new GatewayException(
                    ErrorType.FORBIDDEN,
                    "This key may not send spans to '" + project + "': its manifest names who may.",
                    LoggingConfig.HEADER,
                    Map.of(),
                    null);
        }
        return new Told(project == null ? RequestContext.defaultProject(tenant) : project, asked.enabled());
    }
}
