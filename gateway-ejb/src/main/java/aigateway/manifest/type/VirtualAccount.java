package aigateway.manifest.type;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An application that calls the gateway.
 *
 * @param token a known opaque token, mostly {@code env:NAME}; null: one is generated on request
 */
public record VirtualAccount(
        String type,
        String name,
        @Nullable Owner ownedBy,
        @Nullable Secret token,
        List<Permission> permissions,
        Map<String, String> tags)
        implements Manifest {

    public static final String TYPE = "virtual-account";

    public record Owner(String team) {}

    /**
     * @param resourceType {@code provider-account}
     * @param resourceFqn {@code tenant:provider:account}, or {@code tenant:virtual-model:group}
     */
    public record Permission(String resourceType, String resourceFqn, String roleId) {}

    public VirtualAccount {
        permissions = permissions == null ? List.of() : List.copyOf(permissions);
        tags = tags == null ? Map.of() : Map.copyOf(tags);
    }
}
