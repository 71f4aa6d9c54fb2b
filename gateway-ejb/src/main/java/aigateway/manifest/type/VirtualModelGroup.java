package aigateway.manifest.type;

import java.util.List;

/** {@code provider-account/virtual-model}: names that stand for several real models. */
public record VirtualModelGroup(
        String type, String name, List<Collaborator> collaborators, List<VirtualModel> integrations)
        implements Manifest {

    public static final String TYPE = "provider-account/virtual-model";
    public static final String KIND = "virtual-model";

    public VirtualModelGroup {
        collaborators = collaborators == null ? List.of() : List.copyOf(collaborators);
        integrations = integrations == null ? List.of() : List.copyOf(integrations);
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** {@code tenant:virtual-model:group}. */
    public String fqn(String tenant) {
        return tenant + ':' + KIND + ':' + name;
    }
}
