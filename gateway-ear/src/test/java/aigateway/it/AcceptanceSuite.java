package aigateway.it;

import aigateway.it.server.GatewayServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
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

    private final Installation installation;

    AcceptanceSuite(GatewayServer server) {
        installation = new Installation(server);
    }

    @Override
    public Installation on() {
        return installation;
    }

    @BeforeAll
    void start() {
        installation.start();
    }

    @AfterAll
    void stop() {
        installation.close();
    }
}
