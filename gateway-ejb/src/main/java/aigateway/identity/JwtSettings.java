package aigateway.identity;

import aigateway.platform.Setting;
import aigateway.platform.Settings;
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
import org.eclipse.microprofile.jwt.config.Names;
import org.jspecify.annotations.Nullable;

/**
 * The default issuer and the tolerance for clocks, as MicroProfile JWT names them.
 *
 * @see <a href="https://download.eclipse.org/microprofile/microprofile-jwt-auth-2.1/">MicroProfile JWT 2.1</a>
 */
record JwtSettings(Optional<TrustedIssuer> defaultIssuer, long clockSkewSeconds) {

    private static final long DEFAULT_SKEW_SECONDS = 60;
    private static final String LOCATION = Setting.nameOf(Names.VERIFIER_PUBLIC_KEY_LOCATION);

    /** @throws IllegalStateException naming the setting that cannot be used */
    static JwtSettings of(Settings settings) {
        return new JwtSettings(
                settings.named(Names.ISSUER).map(issuer -> issuer(settings, issuer)),
                settings.value(Setting.JWT_CLOCK_SKEW).orElse(DEFAULT_SKEW_SECONDS));
    }

    private static TrustedIssuer issuer(Settings settings, String issuer) {
        String location = settings.value(Setting.JWT_KEY_LOCATION).orElse(null);
        URI keySet = location != null && location.matches("(?i)https?://.*") ? URI.create(location) : null;
        JWKSet fixed = keySet == null ? fixedKeys(settings, location) : null;
        List<String> audiences = settings.named(Names.AUDIENCES).stream()
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
                settings.named(Names.VERIFIER_PUBLIC_KEY_ALGORITHM).orElse(null),
                settings.value(Setting.JWT_TOKEN_AGE).orElse(0));
    }

    private static JWKSet fixedKeys(Settings settings, @Nullable String location) {
        String text = location == null
                ? settings.named(Names.VERIFIER_PUBLIC_KEY)
                        .orElseThrow(() -> new IllegalStateException(
                                Setting.nameOf(Names.ISSUER) + " is set: set " + LOCATION + " too"))
                : read(location);
        try {
            if (PemKey.isPem(text)) {
                return new JWKSet(PemKey.parse(text));
            }
            return text.contains("\"keys\"") ? JWKSet.parse(text) : new JWKSet(JWK.parse(text));
        } catch (GeneralSecurityException | ParseException e) {
            throw new IllegalStateException(
                    (location == null ? Setting.nameOf(Names.VERIFIER_PUBLIC_KEY) : LOCATION + ": " + location)
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
                    throw new IllegalStateException(LOCATION + ": there is no " + location);
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new IllegalStateException(LOCATION + ": cannot read " + location, e);
        }
    }
}
