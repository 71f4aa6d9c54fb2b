package aigateway.manifest.type;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trusted issuer of JWTs.
 *
 * @param userClaim claim that names the user; null: {@code email}, else {@code sub}
 * @param teamsClaim claim that lists teams; null: none
 */
public record IdentityProvider(
        String type,
        String name,
        String issuer,
        URI jwksUri,
        List<String> audiences,
        @Nullable String userClaim,
        @Nullable String teamsClaim,
        List<String> defaultRoles)
        implements Manifest {

    public static final String TYPE = "identity-provider";

    public IdentityProvider {
        audiences = audiences == null ? List.of() : List.copyOf(audiences);
        defaultRoles = defaultRoles == null ? List.of("member") : List.copyOf(defaultRoles);
    }
}
