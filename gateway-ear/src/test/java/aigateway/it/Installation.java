package aigateway.it;

import aigateway.it.peer.ForeignIssuer;
import aigateway.it.peer.GrpcOtlpReceiver;
import aigateway.it.peer.MockOpenAi;
import aigateway.it.peer.MockVendors;
import aigateway.it.peer.OtlpReceiver;
import aigateway.it.server.GatewayServer;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A gateway with everything around it: an upstream, a tracing backend, an issuer of tokens, and manifests that name them. */
final class Installation implements AutoCloseable {

    static final String ADMIN = "admin";
    static final String ADMIN_PASSWORD = "canary-admin-password-5f1b";
    static final String ANN = "ann@example.com";
    static final String ANN_PASSWORD = "canary-ann-password-77c2";
    /** Who gets her own password wrong. */
    static final String EVE = "eve@example.com";

    static final String EVE_PASSWORD = "canary-eve-password-90ab";
    /** What the gateway shows to the upstream, and to nobody else. */
    static final String UPSTREAM_KEY = "sk-canary-upstream-key-91d3e8";

    /** In a header of the account's; a target adds a route's to it. */
    static final String VENDOR_KEY = "canary-vendor-key-c07b16";

    static final String HOOK = "canary-hook-4e88fa";
    static final String COLLECTOR_KEY = "canary-collector-key-20aa41";
    static final String CHECKOUT = "canary-checkout-key-0d8b37";
    static final String HASTY = "canary-hasty-key-64fe10";
    static final String WORDY = "canary-wordy-key-b2c4d9";
    static final String POOR = "canary-poor-key-3a7c55";
    static final String CROWD = "canary-crowd-key-e91f02";
    static final String FAMILY = "canary-family-key-18d6aa";

    private static final AtomicLong MARK = new AtomicLong(System.currentTimeMillis());

    private final GatewayServer server;
    private final MockOpenAi upstream = new MockOpenAi();
    private final MockVendors vendors = new MockVendors();
    private final OtlpReceiver otlp = new OtlpReceiver();
    private final OtlpReceiver jsonOtlp = new OtlpReceiver();
    private final GrpcOtlpReceiver grpcOtlp = new GrpcOtlpReceiver();
    private final ForeignIssuer issuer = new ForeignIssuer();
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
    private final Socket closed = closed();
    private @Nullable String adminToken;

    Installation(GatewayServer server) {
        this.server = server;
        upstream.habit("broken", "@status=500")
                .habit("late", "@latency=300 @out=1")
                .habit("prompt", "@out=1000")
                .habit("failing", "@status=500");
        mail.start();
        equip(server);
    }

    /** Tells a node the secrets that the landscape names. */
    void equip(GatewayServer node) {
        node.env("GATEWAY_ALLOWED_PRIVATE_HOSTS", "localhost,127.0.0.1,::1")
                .env("AWS_ENDPOINT_URL_STS", vendors.baseUri() + "/sts")
                .env("OTEL_METRIC_EXPORT_INTERVAL", "1000")
                .env("GATEWAY_ADMIN_PASSWORD", ADMIN_PASSWORD)
                .env("GATEWAY_SMTP_URL", "smtp://localhost:" + mail.getSmtp().getPort())
                .env("GATEWAY_SMTP_FROM", "gateway@example.com")
                .env("ANN_PASSWORD", ANN_PASSWORD)
                .env("EVE_PASSWORD", EVE_PASSWORD)
                .env("CHECKOUT_KEY", CHECKOUT)
                .env("HASTY_KEY", HASTY)
                .env("WORDY_KEY", WORDY)
                .env("POOR_KEY", POOR)
                .env("CROWD_KEY", CROWD)
                .env("FAMILY_KEY", FAMILY);
    }

    /** Starts, applies the landscape, and returns when it is in force. */
    Installation start() {
        say("starting");
        server.start();
        Wait.until(
                "the application asks for a key",
                () -> client().get("v1/models", "").statusCode() == 401);
        furnish();
        say("ready");
        return this;
    }

    /** Applies the landscape to a server that runs, and returns when it is in force. */
    void furnish() {
        HttpResponse<String> applied = client().apply(admin(), landscape());
        if (applied.statusCode() != 200) {
            throw new AssertionError("The landscape was refused: " + applied.statusCode() + " " + applied.body());
        }
        Wait.until(
                "the landscape is in force",
                () -> client().chat(CHECKOUT, "openai-main/gpt-4o", "are you there?")
                                .statusCode()
                        == 200);
    }

    String landscape() {
        String text = resource("landscape.yaml");
        for (Map.Entry<String, String> value : Map.ofEntries(
                        Map.entry("upstream", upstream.baseUri().toString()),
                        Map.entry("vendors", vendors.baseUri().toString()),
                        Map.entry("upstreamKey", UPSTREAM_KEY),
                        Map.entry("serviceAccount", serviceAccount()),
                        Map.entry("vendorKey", VENDOR_KEY),
                        Map.entry("hook", HOOK),
                        Map.entry("closedPort", String.valueOf(closed.getLocalPort())),
                        Map.entry("issuer", ForeignIssuer.ISSUER),
                        Map.entry("audience", ForeignIssuer.AUDIENCE),
                        Map.entry("jwks", issuer.jwksUri().toString()),
                        Map.entry("otlp", otlp.endpoint().toString()),
                        Map.entry("jsonOtlp", jsonOtlp.endpoint().toString()),
                        Map.entry("grpcOtlp", grpcOtlp.endpoint().toString()),
                        Map.entry("collectorKey", COLLECTOR_KEY),
                        Map.entry("metricsOtlp", otlp.metricsEndpoint().toString()))
                .entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue());
        }
        return text;
    }

    /** The administrator's token for the control plane. */
    String admin() {
        String token = adminToken;
        if (token == null) {
            token = client().signIn(ADMIN, ADMIN_PASSWORD);
            adminToken = token;
        }
        return token;
    }

    GatewayClient client() {
        return new GatewayClient(server.baseUri());
    }

    GatewayServer server() {
        return server;
    }

    MockOpenAi upstream() {
        return upstream;
    }

    /** The upstreams that do not speak OpenAI's protocol. */
    MockVendors vendors() {
        return vendors;
    }

    OtlpReceiver otlp() {
        return otlp;
    }

    /** Where everything goes a second time, in JSON. */
    OtlpReceiver jsonOtlp() {
        return jsonOtlp;
    }

    /** Where entries and models go, without content, over gRPC. */
    GrpcOtlpReceiver grpcOtlp() {
        return grpcOtlp;
    }

    /** The mail server of the company. */
    GreenMail mail() {
        return mail;
    }

    ForeignIssuer issuer() {
        return issuer;
    }

    /** A text that no other request holds, by which a test finds its own. */
    static String mark() {
        return "mark-" + Long.toString(MARK.incrementAndGet(), 36);
    }

    /** Tells whoever watches the build what is going on. */
    void say(String what) {
        System.out.println("[" + server.getClass().getSimpleName() + "] " + what);
    }

    @Override
    public void close() {
        server.close();
        upstream.close();
        vendors.close();
        otlp.close();
        jsonOtlp.close();
        grpcOtlp.close();
        issuer.close();
        mail.stop();
        try {
            closed.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Google's key file, of a key that nobody else has. */
    private String serviceAccount() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            return GatewayClient.JSON
                    .createObjectNode()
                    .put("type", "service_account")
                    .put("client_email", "gateway@p.iam.gserviceaccount.com")
                    .put("private_key_id", "canary-google-key")
                    .put(
                            "private_key",
                            "-----BEGIN PRIVATE KEY-----\n"
                                    + Base64.getEncoder().encodeToString(key) + "\n-----END PRIVATE KEY-----\n")
                    .put("token_uri", vendors.baseUri() + "/token")
                    .toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has RSA", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Installation.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its port is taken, and nobody listens there: who connects is refused, whatever else is started meanwhile. */
    private static Socket closed() {
        try {
            Socket socket = new Socket();
            socket.bind(new InetSocketAddress(0));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
