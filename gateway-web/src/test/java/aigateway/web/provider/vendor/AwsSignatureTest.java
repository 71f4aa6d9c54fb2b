package aigateway.web.provider.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.type.AuthData;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.Secret;
import aigateway.web.provider.http.UpstreamRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsSignatureTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final byte[] BODY = "{\"messages\":[]}".getBytes(StandardCharsets.UTF_8);
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    @ParameterizedTest
    @CsvSource({
        "https://bedrock-runtime.eu-central-1.amazonaws.com/model/up-stream/converse, /model/up-stream/converse",
        "https://bedrock-runtime.eu-central-1.amazonaws.com/model/eu.anthropic.claude-v1%3A0/converse-stream, /model/eu.anthropic.claude-v1%253A0/converse-stream",
        "http://localhost:8123/model/arn%3Aaws%3Abedrock%2Fx/converse, /model/arn%253Aaws%253Abedrock%252Fx/converse"
    })
    void signatureIsTheOneOfTheSpecification(String address, String canonicalPath) throws GeneralSecurityException {
        AwsKey key = new AwsKey("AKIDEXAMPLE", SECRET, null, "eu-central-1");

        UpstreamRequest signed = AwsSignature.on(request(address), key, "bedrock", InstantSource.fixed(NOON));

        String authorization = header(signed, "authorization");
        assertThat(authorization)
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261120/eu-central-1/bedrock/aws4_request");
        assertThat(header(signed, "x-amz-date")).isEqualTo("20261120T120000Z");
        String names = authorization.replaceAll(".*SignedHeaders=([^,]+),.*", "$1");
        assertThat(authorization).endsWith("Signature=" + expected(signed, names, canonicalPath));
        assertThat(header(signed, "accept")).isEqualTo("application/json");
        assertThat(signed.body()).isSameAs(BODY);
    }

    @Test
    void keyThatEndsShowsItsToken() {
        AwsKey key = new AwsKey("AKIDEXAMPLE", SECRET, "session-token", "eu-central-1");
        UpstreamRequest signed = AwsSignature.on(
                request("https://b.example/model/x/converse"), key, "bedrock", InstantSource.fixed(NOON));

        assertThat(header(signed, "x-amz-security-token")).isEqualTo("session-token");
        assertThat(header(signed, "authorization")).contains("x-amz-security-token");
    }

    @Test
    void accountWithoutCredentialsUsesThoseOfTheProcess() {
        Map<String, String> process = Map.of("AWS_ACCESS_KEY_ID", "P", "AWS_SECRET_ACCESS_KEY", "S");
        String address = "https://bedrock-runtime.us-west-2.amazonaws.com";
        assertThat(AwsKey.of(account(address, null), process::get)).isEqualTo(new AwsKey("P", "S", null, "us-west-2"));
        assertThat(AwsKey.of(account(address, null), name -> null)).isNull();
        AuthData own = new AuthData(
                AuthData.AWS_ACCESS_KEY, null, new Secret("A"), new Secret("B"), new Secret("C"), "eu-west-1", null);
        assertThat(AwsKey.of(account("http://localhost:1", own), process::get))
                .isEqualTo(new AwsKey("A", "B", "C", "eu-west-1"));
        assertThat(new AwsKey("A", "B", "C", "eu-west-1").toString())
                .doesNotContain("B")
                .contains("eu-west-1");
    }

    private static UpstreamRequest request(String address) {
        return new UpstreamRequest(URI.create(address), Map.of("Accept", "application/json"), BODY, false);
    }

    private static ProviderAccount account(String address, @Nullable AuthData auth) {
        return new ProviderAccount(
                "provider-account/aws-bedrock", "a", URI.create(address), auth, List.of(), List.of(), Map.of(), null);
    }

    private static String header(UpstreamRequest request, String name) {
        return request.headers().entrySet().stream()
                .filter(it -> it.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** By the specification's four steps, written down again. */
    private static String expected(UpstreamRequest signed, String names, String path) throws GeneralSecurityException {
        TreeMap<String, String> headers = new TreeMap<>();
        for (String name : names.split(";")) {
            headers.put(name, name.equals("host") ? signed.uri().getRawAuthority() : header(signed, name));
        }
        StringBuilder canonical = new StringBuilder("POST\n" + path + "\n\n");
        headers.forEach((name, value) ->
                canonical.append(name).append(':').append(value).append('\n'));
        canonical.append('\n').append(names).append('\n').append(hash(BODY));
        String scope = "20261120/eu-central-1/bedrock/aws4_request";
        String text = "AWS4-HMAC-SHA256\n20261120T120000Z\n" + scope + '\n'
                + hash(canonical.toString().getBytes(StandardCharsets.UTF_8));
        byte[] key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, text));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
