package aigateway.manifest.type;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param slug a name without the group's, unique in the gateway
 */
public record VirtualModel(String name, List<String> modelTypes, @Nullable String slug, RoutingConfig routingConfig) {

    public VirtualModel {
        modelTypes = modelTypes == null ? List.of("chat") : List.copyOf(modelTypes);
    }
}
