package aigateway.manifest.type;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code tracing-project}: spans that are kept and shown together. Spans may name a project that has no manifest; it is
 * then kept as long as any, and read and written by whoever could anyway.
 *
 * @param retentionDays null: as long as spans are usually kept
 * @param collaborators viewers read every span in it; once there is a writer, only writers and administrators send spans to it
 */
public record TracingProject(
        String type,
        String name,
        @Nullable String description,
        @Nullable Integer retentionDays,
        List<Collaborator> collaborators)
        implements Manifest {

    public static final String TYPE = "tracing-project";
    public static final String VIEWER = "tracing-project-viewer";
    public static final String WRITER = "tracing-project-writer";

    /** What stands between the tenant and the name. */
    private static final String MIDDLE = ":" + TYPE + ":";

    public TracingProject {
        collaborators = collaborators == null ? List.of() : List.copyOf(collaborators);
    }

    public String fqn(String tenant) {
        return fqn(tenant, name);
    }

    /** Where spans belong for which nobody names a tracing project. */
    public static String defaultFqn(String tenant) {
        return fqn(tenant, "default");
    }

    public static String fqn(String tenant, String name) {
        return tenant + MIDDLE + name;
    }

    /** The name in a fully qualified one; empty when it is none of this tenant's. */
    public static Optional<String> nameIn(String fqn, String tenant) {
        String prefix = tenant + MIDDLE;
        return fqn.startsWith(prefix) && fqn.length() > prefix.length()
                ? Optional.of(fqn.substring(prefix.length()))
                : Optional.empty();
    }

    /** Those who have a role here, as subjects. */
    public List<String> subjects(String role) {
        return collaborators.stream()
                .filter(collaborator -> collaborator.roleId().equals(role))
                .map(Collaborator::subject)
                .toList();
    }
}
