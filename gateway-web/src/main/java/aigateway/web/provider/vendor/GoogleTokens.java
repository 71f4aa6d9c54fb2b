package aigateway.web.provider.vendor;

import aigateway.manifest.type.Secret;
import aigateway.web.json.Json;
import aigateway.web.provider.http.UpstreamClient;
import aigateway.web.provider.http.UpstreamRequest;
import aigateway.web.provider.http.UpstreamResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Access tokens of Google's service accounts.
 *
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/service-account">Google: service accounts</a>
 */
@ApplicationScoped
public class GoogleTokens {

    private static final URI GOOGLE = URI.create("https://oauth2.googleapis.com/token");
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
    private static final Duration LIFE = Duration.ofHours(1);

    @Inject
    UpstreamClient client;

    @Inject
    InstantSource clock;

    Renewals<Secret, String> tokens = new Renewals<>();

    /** @param serviceAccount the JSON of its key */
    CompletableFuture<String> of(Secret serviceAccount) {
        Instant now = clock.instant();
        return tokens.of(serviceAccount, now, () -> fetch(serviceAccount, now));
    }

    private CompletableFuture<Renewals.Lent<String>> fetch(Secret serviceAccount, Instant now) {
        try {
            CompletableFuture<UpstreamResponse> sent = client.send(request(serviceAccount, now));
            return UpstreamClient.freedBy(sent.thenApply(answer -> token(answer, now)), sent);
        } catch (GeneralSecurityException | IllegalArgumentException | UncheckedIOException unusable) {
            // Without the cause: it may quote the key.
            return CompletableFuture.failedFuture(new IOException("the service account's key cannot be read"));
        }
    }

    private static UpstreamRequest request(Secret serviceAccount, Instant now) throws GeneralSecurityException {
        ObjectNode key = Json.object(serviceAccount.value().getBytes(StandardCharsets.UTF_8));
        String address = key.path("token_uri").asText("");
        URI uri = address.isEmpty() ? GOOGLE : URI.create(address);
        String form = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion="
                + assertion(key, uri, now);
        return new UpstreamRequest(
                "POST",
                uri,
                Map.of("Accept", "application/json", "Accept-Encoding", "identity"),
                form.getBytes(StandardCharsets.US_ASCII),
                "application/x-www-form-urlencoded",
                UpstreamRequest.Expected.NOTHING);
    }

    private static String assertion(ObjectNode key, URI audience, Instant now) throws GeneralSecurityException {
        ObjectNode head = Json.emptyObject().put("alg", "RS256").put("typ", "JWT");
        if (key.path("private_key_id").isTextual()) {
            head.set("kid", key.path("private_key_id"));
        }
        ObjectNode claims = Json.emptyObject()
                .put("iss", key.path("client_email").asText())
                .put("scope", SCOPE)
                .put("aud", audience.toString())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(LIFE).getEpochSecond());
        String signed = base64(Json.bytes(head)) + '.' + base64(Json.bytes(claims));
        String pem = key.path("private_key").asText().replaceAll("-----[A-Z ]+-----|\\s", "");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))));
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + '.' + base64(signature.sign());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Renewals.Lent<String> token(UpstreamResponse answer, Instant asked) {
        JsonNode said = answer instanceof UpstreamResponse.Whole whole ? json(whole.body()) : Json.emptyObject();
        String value = said.path("access_token").asText("");
        if (answer.status() / 100 != 2 || value.isEmpty()) {
            throw new CompletionException(new IOException("Google gave no token for the service account ("
                    + answer.status() + ' ' + said.path("error").asText("") + ')'));
        }
        long seconds = said.path("expires_in").asLong(LIFE.toSeconds());
        return new Renewals.Lent<>(value, asked.plusSeconds(seconds));
    }

    private static JsonNode json(byte[] body) {
        try {
            return Json.object(body);
        } catch (UncheckedIOException notJson) {
            return Json.emptyObject();
        }
    }
}
