package aigateway.identity;

import aigateway.manifest.type.IdentityProvider;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may vouch for users.
 *
 * @param keySet where its keys are fetched from; null when they are fixed
 * @param fixedKeys its keys, when they are part of the configuration
 * @param userClaims the first of these that a token has names the user
 * @param algorithm the only one accepted; null: every asymmetric one
 * @param maxAgeSeconds since the token was issued; 0: as long as it lasts
 */
record TrustedIssuer(
        String issuer,
        @Nullable URI keySet,
        @Nullable JWKSet fixedKeys,
        List<String> audiences,
        List<String> userClaims,
        @Nullable String teamsClaim,
        List<String> defaultRoles,
        @Nullable String algorithm,
        long maxAgeSeconds) {

    TrustedIssuer {
        audiences = List.copyOf(audiences);
        userClaims = List.copyOf(userClaims);
        defaultRoles = List.copyOf(defaultRoles);
    }

    static TrustedIssuer of(IdentityProvider provider) {
        String claim = provider.userClaim();
        return new TrustedIssuer(
                provider.issuer(),
                provider.jwksUri(),
                null,
                provider.audiences(),
                claim == null ? List.of("email", "sub") : List.of(claim),
                provider.teamsClaim(),
                provider.defaultRoles(),
                null,
                0);
    }

    Optional<URI> fetchedFrom() {
        return Optional.ofNullable(keySet);
    }
}
