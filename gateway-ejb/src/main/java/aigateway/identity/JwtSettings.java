package aigateway.identity;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.jwt.config.Names;
import org.jspecify.annotations.Nullable;

/**
 * The default issuer and the tolerance for clocks, as MicroProfile JWT names them.
 *
 * @see <a href="https://download.eclipse.org/microprofile/microprofile-jwt-auth-2.1/">MicroProfile JWT 2.1</a>
 */
record JwtSettings(Optional<TrustedIssuer> defaultIssuer, long clockSkewSeconds) {

    private static final int DEFAULT_SKEW_SECONDS = 60;

    /** @throws IllegalStateException naming the setting that cannot be used */
    static JwtSettings of(Config config) {
        long skew = config.getOptionalValue(Names.CLOCK_SKEW, Integer.class).orElse(DEFAULT_SKEW_SECONDS);
        return new JwtSettings(text(config, Names.ISSUER).map(issuer -> issuer(config, issuer)), skew);
    }

    private static TrustedIssuer issuer(Config config, String issuer) {
        String location = text(config, Names.VERIFIER_PUBLIC_KEY_LOCATION).orElse(null);
        URI keySet = location != null && location.matches("(?i)https?://.*") ? URI.create(location) : null;
        JWKSet fixed = keySet == null ? fixedKeys(config, location) : null;
        List<String> audiences = text(config, Names.AUDIENCES).stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .map(String::strip)
                .toList();
        return new TrustedIssuer(
                issuer,
                keySet,
                fixed,
                audiences,
                List.of("upn", "preferred_username", "email", "sub"),
                "groups",
                List.of(Caller.MEMBER),
                text(config, Names.VERIFIER_PUBLIC_KEY_ALGORITHM).orElse(null),
                config.getOptionalValue(Names.TOKEN_AGE, Integer.class).orElse(0));
    }

    private static JWKSet fixedKeys(Config config, @Nullable String location) {
        String text = location == null
                ? text(config, Names.VERIFIER_PUBLIC_KEY)
                        .orElseThrow(() -> new IllegalStateException(
                                Names.ISSUER + " is set: set " + Names.VERIFIER_PUBLIC_KEY_LOCATION + " too"))
                : read(location);
        try {
            if (PemKey.isPem(text)) {
                return new JWKSet(PemKey.parse(text));
            }
            return text.contains("\"keys\"") ? JWKSet.parse(text) : new JWKSet(JWK.parse(text));
        } catch (GeneralSecurityException | ParseException e) {
            throw new IllegalStateException(
                    (location == null ? Names.VERIFIER_PUBLIC_KEY : location)
                            + " holds neither a PEM key nor a JWK or JWK set",
                    e);
        }
    }

    private static String read(String location) {
        String name = location.startsWith("file:") ? URI.create(location).getPath() : location;
        try {
            if (Files.isRegularFile(Path.of(name))) {
                return Files.readString(Path.of(name));
            }
            String resource = name.startsWith("classpath:") ? name.substring("classpath:".length()) : name;
            try (InputStream in = JwtSettings.class
                    .getClassLoader()
                    .getResourceAsStream(resource.startsWith("/") ? resource.substring(1) : resource)) {
                if (in == null) {
                    throw new IllegalStateException(Names.VERIFIER_PUBLIC_KEY_LOCATION + ": there is no " + location);
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new IllegalStateException(Names.VERIFIER_PUBLIC_KEY_LOCATION + ": cannot read " + location, e);
        }
    }

    private static Optional<String> text(Config config, String name) {
        return config.getOptionalValue(name, String.class).map(String::strip).filter(value -> !value.isEmpty());
    }
}
