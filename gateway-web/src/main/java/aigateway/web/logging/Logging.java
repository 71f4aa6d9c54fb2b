package aigateway.web.logging;

import aigateway.audit.Thing;
import aigateway.call.DeniedException;
import aigateway.call.ModelNames;
import aigateway.identity.Caller;
import aigateway.manifest.Configuration;
import aigateway.manifest.Snapshot;
import aigateway.manifest.type.RequestLoggingConfig;
import aigateway.manifest.type.TracingProject;
import aigateway.platform.HotPath;
import aigateway.tracing.TracingProjects;
import aigateway.web.call.LoggingConfig;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is told of a request, before anything is: by manifests, and by what the caller asks for. What is asked
 * for decides where it goes; whether its content is told is decided again when it is known which models it may reach.
 */
@HotPath
public class Logging {

    private final Configuration configuration;
    private final TracingProjects projects;

    @Inject
    public Logging(Configuration configuration, TracingProjects projects) {
        this.configuration = configuration;
        this.projects = projects;
    }

    /**
     * @param metadata the caller's own labels
     * @param model what was asked for
     * @param asked what the request's header says
     * @throws DeniedException the caller may not send spans to the project it names
     */
    public Told of(Caller caller, Map<String, String> metadata, String model, LoggingConfig asked) {
        Snapshot snapshot = configuration.current();
        Optional<RequestLoggingConfig.Rule> rule = rule(snapshot, caller, metadata, ModelNames.of(model));
        String named = asked.projectOf(snapshot.tenant());
        if (named != null && !projects.mayWrite(caller, named)) {
            throw new DeniedException(
                    new Thing(Thing.TRACING_PROJECT, named),
                    "This key may not send spans to '" + named + "': its manifest names who may.",
                    LoggingConfig.HEADER);
        }
        String project =
                named == null ? rule.map(Logging::project).orElse(TracingProject.defaultFqn(snapshot.tenant())) : named;
        return new Told(project, content(rule, asked));
    }

    /** Whether content is told of a call of which it is known what it may reach. */
    public boolean tellsContent(Caller caller, Map<String, String> metadata, ModelNames names, LoggingConfig asked) {
        return content(rule(configuration.current(), caller, metadata, names), asked);
    }

    private static @Nullable String project(RequestLoggingConfig.Rule rule) {
        return rule.tracingProject();
    }

    private static boolean content(Optional<RequestLoggingConfig.Rule> rule, LoggingConfig asked) {
        return switch (rule.map(RequestLoggingConfig.Rule::told).orElse(RequestLoggingConfig.Content.AS_ASKED)) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AS_ASKED -> asked.enabled();
        };
    }

    private static Optional<RequestLoggingConfig.Rule> rule(
            Snapshot snapshot, Caller caller, Map<String, String> metadata, ModelNames names) {
        if (snapshot.logging().isEmpty()) {
            return Optional.empty();
        }
        Asked facts = new Asked(caller.subjects(), names.own(), names.targets(), metadata);
        return snapshot.logging().get().rules().stream()
                .filter(rule -> rule.when().matches(facts))
                .findFirst();
    }
}
