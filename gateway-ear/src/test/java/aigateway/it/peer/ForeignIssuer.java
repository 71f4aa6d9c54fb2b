package aigateway.it.peer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;

/** A company's own issuer of tokens, with the page that publishes its keys. */
public final class ForeignIssuer implements AutoCloseable {

    public static final String ISSUER = "https://login.example.com/";
    public static final String AUDIENCE = "ai-gateway";

    private final RSAKey key = generate("company-1");
    private final RSAKey unpublished = generate("company-1");
    private final HttpServer server;

    public ForeignIssuer() {
        byte[] jwks = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/jwks", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, jwks.length);
                exchange.getResponseBody().write(jwks);
            }
        });
        server.start();
    }

    public URI jwksUri() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/jwks");
    }

    /** A good token for a user who is in teams. */
    public String token(String email, String... teams) {
        return signed(key, claims(email).claim("groups", List.of(teams)).build());
    }

    /** A token with something wrong in its claims, properly signed. */
    public String token(String email, UnaryOperator<JWTClaimsSet.Builder> change) {
        return signed(key, change.apply(claims(email)).build());
    }

    /** Says it was signed by the published key, and was not. */
    public String forged(String email) {
        return signed(unpublished, claims(email).build());
    }

    public String unsigned(String email) {
        return new PlainJWT(claims(email).build()).serialize();
    }

    /** HMAC with the public key as the secret, which a careless verifier takes for a signature. */
    public String confused(String email) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims(email).build());
            token.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same signature under other claims. */
    public static String tampered(String token, String email) {
        String[] parts = token.split("\\.");
        String claims = claims(email).build().toString();
        parts[1] = Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        return String.join(".", parts);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static JWTClaimsSet.Builder claims(String email) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("subject-of-" + email)
                .claim("email", email)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)));
    }

    private static String signed(RSAKey with, JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(with.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(with));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey generate(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
