package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.it.server.GatewayServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What holds on every server: the subclass says which. The server starts once for all of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class AcceptanceSuite
        implements OpenAiSdkTests,
                ResponsesTests,
                CompletionsTests,
                AnthropicSdkTests,
                GoogleSdkTests,
                CohereChatTests,
                LangChain4jTests,
                JavaScriptTests,
                VendorTests,
                EmbeddingTests,
                MediaTests,
                AccountTests,
                CloudTests,
                ChatTests,
                ErrorTests,
                WireTests,
                DepartureTests,
                HeaderTests,
                RuleTests,
                AlertTests,
                RoutingTests,
                TraceTests,
                AttributeTests,
                ExporterTests,
                IngestTests,
                SpanQueryTests,
                ProjectTests,
                ContentTests,
                IdentityTests,
                AuditTests,
                ManifestTests,
                OperationTests,
                ConsoleSessionTests,
                SecretTests {

    /** Longer than most load balancers leave a connection open that they do not use. */
    private static final long UNUSED_MILLIS = 65_000;

    private final Installation installation;
    private RawConnection unused;
    private long unusedSince;

    AcceptanceSuite(GatewayServer server) {
        installation = new Installation(server);
    }

    @Override
    public Installation on() {
        return installation;
    }

    @BeforeAll
    void start() throws IOException {
        installation.start();
        leaveUnused();
    }

    private void leaveUnused() throws IOException {
        unused = new RawConnection(installation.server().baseUri());
        assertAnswered(unused);
        unusedSince = System.nanoTime();
    }

    private long unusedMillis() {
        return (System.nanoTime() - unusedSince) / 1_000_000;
    }

    /** The server must not be the one who closes it: a request may be on its way. */
    @Test
    @Order(Integer.MAX_VALUE - 2)
    void connectionThatNobodyUsedForAMinuteBringsAnotherRequest() throws IOException, InterruptedException {
        if (unusedMillis() > 500_000) {
            // The other tests took longer than any server waits.
            unused.close();
            leaveUnused();
        }
        Thread.sleep(Math.max(0, UNUSED_MILLIS - unusedMillis()));

        assertAnswered(unused);
    }

    private static void assertAnswered(RawConnection client) throws IOException {
        client.chat(
                Installation.CHECKOUT,
                GatewayClient.body("local/small", "x", false).toString());
        assertThat(client.readUntil("\"total_tokens\":15}}", 5_000)).startsWith("HTTP/1.1 200");
    }

    @AfterAll
    void stop() throws IOException {
        try (installation) {
            if (unused != null) {
                unused.close();
            }
        }
    }
}
