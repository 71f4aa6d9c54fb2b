package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.it.peer.ExternalBroker;
import aigateway.it.peer.Postgres;
import aigateway.it.peer.ToldSpan;
import aigateway.it.server.GatewayServer;
import aigateway.it.server.MicroServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Two nodes of one gateway: a database and a broker between them, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoNodesIT {

    /** What every node has to know of the others' changes by then. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private final MicroServer first = new MicroServer();
    private final MicroServer second = new MicroServer();
    private final Installation one = new Installation(first);
    private final Path folder = first.dataDir()
            .getParent()
            .resolveSibling(first.dataDir().getParent().getFileName() + "-parts");
    private final Postgres database = new Postgres(folder.resolve("postgres"));
    private final ExternalBroker broker = new ExternalBroker(folder.resolve("broker"));

    private GatewayClient other() {
        return new GatewayClient(second.baseUri());
    }

    @BeforeAll
    void start() {
        database.start();
        broker.start();
        one.equip(second);
        for (GatewayServer node : List.of(first, second)) {
            node.env("GATEWAY_DB_URL", database.jdbcUrl())
                    .env("GATEWAY_DB_USER", Postgres.USER)
                    .env("GATEWAY_DB_PASSWORD", Postgres.PASSWORD)
                    .env("GATEWAY_BROKER_URL", broker.url())
                    .env("GATEWAY_BROKER_USER", ExternalBroker.USER)
                    .env("GATEWAY_BROKER_PASSWORD", ExternalBroker.PASSWORD)
                    .env("GATEWAY_SECRET_KEY", "canary-secret-of-both-nodes-6d1f");
        }
        one.say("both nodes start at once, on an empty database");
        first.launch();
        second.launch();
        first.awaitReady();
        second.awaitReady();
        one.furnish();
        Wait.until("the second node has the landscape", () -> chat(other(), Installation.CHECKOUT, "hello") == 200);
    }

    @AfterAll
    void stop() {
        second.close();
        one.close();
        broker.close();
        database.close();
    }

    @Test
    void onlyOneOfThemMadeWhatAFirstStartMakes() throws SQLException {
        assertThat(number("select count(*) from signing_key")).isEqualTo(1);
        assertThat(first.log().contains("Demo key") ^ second.log().contains("Demo key"))
                .as("one of them tells the demo key")
                .isTrue();
        assertThat(other().signIn(Installation.ADMIN, Installation.ADMIN_PASSWORD))
                .isNotEmpty();
    }

    @Test
    void aChangeAtOneIsInForceAtTheOther() {
        String account = "type: provider-account/self-hosted-model\nname: shared\nbase_url: "
                + one.upstream().baseUri()
                + "\ncollaborators: [{ role_id: provider-account-access, subject: \"virtualaccount:checkout\" }]\n"
                + "integrations: [{ name: m }]\n";
        assertThat(status("shared/m")).isEqualTo(404);

        assertThat(one.client().apply(one.admin(), account).statusCode()).isEqualTo(200);
        soon("the new account answers at the other node", () -> status("shared/m") == 200);

        assertThat(one.client()
                        .post("api/svc/v1/delete", one.admin(), "{\"kind\":\"provider-account\",\"name\":\"shared\"}")
                        .statusCode())
                .isEqualTo(200);
        soon("the deleted account is unknown at the other node", () -> status("shared/m") == 404);
    }

    @Test
    void aKeyOfOneOpensTheOtherUntilItIsRevoked() {
        String account =
                """
                type: virtual-account
                name: of-two
                owned_by: { team: data }
                permissions: [{ resource_type: provider-account, resource_fqn: "default:self-hosted-model:local", role_id: provider-account-access }]
                """;
        assertThat(one.client().apply(one.admin(), account).statusCode()).isEqualTo(200);
        HttpResponse<String> issued = one.client().post("api/svc/v1/virtual-accounts/of-two/token", one.admin(), "{}");
        assertThat(issued.statusCode()).as(issued.body()).isIn(200, 201);
        JsonNode key = GatewayClient.json(issued);
        String token = key.path("token").asText();
        soon("the key opens the other node", () -> chat(other(), token, "hello") == 200);

        String admin = other().signIn(Installation.ADMIN, Installation.ADMIN_PASSWORD);
        assertThat(other().delete(
                                "api/svc/v1/keys/" + key.path("key").path("id").asText(), admin)
                        .statusCode())
                .isIn(200, 204);
        soon("the key that one node revoked is refused by the other", () -> chat(one.client(), token, "hello") == 401);
    }

    @Test
    void whatBothSpendIsAddedUp() throws SQLException {
        long before = spentNanoDollars();
        for (int i = 0; i < 20; i++) {
            GatewayClient node = i % 2 == 0 ? one.client() : other();
            assertThat(node.chat(Installation.CHECKOUT, "local/dear", "@out=5").statusCode())
                    .isEqualTo(200);
        }
        // A thousand tokens cost a dollar.
        Wait.until("both nodes' spend is written, once", () -> spentNanoDollars() == before + 20 * 5_000_000L);
        Wait.until("both nodes tell the same", () -> used(one.client()).compareTo(used(other())) == 0);
    }

    @Test
    void everyTraceIsStoredOnceAndArrivesOnce() throws SQLException {
        Set<String> traces = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            GatewayClient node = i % 2 == 0 ? one.client() : other();
            traces.add(node.chat(Installation.CHECKOUT, "local/small", "x")
                    .headers()
                    .firstValue("x-tfy-trace-id")
                    .orElseThrow());
        }
        Wait.until("all are stored", () -> stored(traces) == traces.size());
        Wait.until("all have arrived", () -> roots(traces).size() >= traces.size());

        assertThat(roots(traces)).as("at the backend").doesNotHaveDuplicates().hasSize(traces.size());
        assertThat(number("select count(*) from span where entry and trace_id in " + in(traces)))
                .as("root spans in the store")
                .isEqualTo(traces.size());
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void theOtherGoesOnWhenOneIsKilled() throws SQLException {
        Set<String> traces = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            if (i == 30) {
                one.say("the first node is killed");
                first.kill();
            }
            HttpResponse<String> answer = other().chat(Installation.CHECKOUT, "local/small", "x");
            assertThat(answer.statusCode()).as("request " + i).isEqualTo(200);
            traces.add(answer.headers().firstValue("x-tfy-trace-id").orElseThrow());
        }
        Wait.until(
                "what the dead node's consumers had taken is stored, too",
                Duration.ofSeconds(90),
                () -> stored(traces) == traces.size());
        Wait.until(
                "and has arrived", Duration.ofSeconds(90), () -> new HashSet<>(roots(traces)).size() == traces.size());
    }

    private int status(String model) {
        return other().chat(Installation.CHECKOUT, model, "x").statusCode();
    }

    private static int chat(GatewayClient node, String key, String text) {
        return node.chat(key, "local/small", text).statusCode();
    }

    private static void soon(String what, Callable<Boolean> holds) {
        Wait.until(what, SOON, holds);
    }

    /** The traces whose entry has arrived, one for each time. */
    private List<String> roots(Set<String> traces) {
        return one.otlp().spans().stream()
                .filter(span -> traces.contains(span.traceId())
                        && "ChatCompletion".equals(span.attributes().get("tfy.span_type")))
                .map(ToldSpan::traceId)
                .collect(Collectors.toList());
    }

    private static BigDecimal used(GatewayClient node) {
        String admin = node.signIn(Installation.ADMIN, Installation.ADMIN_PASSWORD);
        for (JsonNode row : GatewayClient.json(node.get("api/svc/v1/llm-gateway/config/budget/usage", admin))
                .path("data")) {
            if (row.path("ruleId").asText().equals("everything")) {
                return new BigDecimal(row.path("used").asText());
            }
        }
        return BigDecimal.ZERO;
    }

    private long stored(Set<String> traces) throws SQLException {
        return number("select count(distinct trace_id) from span where trace_id in " + in(traces));
    }

    private static String in(Set<String> traces) {
        return traces.stream().collect(Collectors.joining("','", "('", "')"));
    }

    private long spentNanoDollars() throws SQLException {
        return number(
                "select cast(coalesce(sum(cost), 0) * 1000000000 as bigint) from budget_spend where rule_id = 'everything'");
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
