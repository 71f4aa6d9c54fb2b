package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.it.peer.ExternalBroker;
import aigateway.it.peer.Postgres;
import aigateway.it.server.MicroServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** PostgreSQL and a broker outside, both of them away at the start, and again later. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExternalPartsIT implements OpenAiSdkTests, RuleTests, TraceTests, SecretTests {

    private final MicroServer server = new MicroServer();
    private final Installation installation = new Installation(server);
    private final Path folder = server.dataDir()
            .getParent()
            .resolveSibling(server.dataDir().getParent().getFileName() + "-parts");
    private final Postgres database = new Postgres(folder.resolve("postgres"));
    private final ExternalBroker broker = new ExternalBroker(folder.resolve("broker"));
    private final Set<String> beforeTheBroker = new HashSet<>();

    @Override
    public Installation on() {
        return installation;
    }

    @BeforeAll
    void start() throws Exception {
        Path manifests = Files.createDirectories(folder.resolve("manifests"));
        Files.writeString(manifests.resolve("landscape.yaml"), installation.landscape());
        server.env("GATEWAY_DB_URL", database.jdbcUrl())
                .env("GATEWAY_DB_USER", Postgres.USER)
                .env("GATEWAY_DB_PASSWORD", Postgres.PASSWORD)
                .env("GATEWAY_BROKER_URL", broker.url())
                .env("GATEWAY_BROKER_USER", ExternalBroker.USER)
                .env("GATEWAY_BROKER_PASSWORD", ExternalBroker.PASSWORD)
                .env("GATEWAY_SPANS_WAITING_BYTES", String.valueOf(16 << 20))
                .env("GATEWAY_CONFIG", manifests.toString());
        installation.say("starting without a database and without a broker");
        server.launch();
        Wait.until("the missing database is named", Duration.ofSeconds(60), () -> server.log()
                .contains(database.jdbcUrl()));
        assertThat(server.log()).contains("GATEWAY_DB_URL").doesNotContain(Postgres.PASSWORD + "@");
        installation.say("the database appears");
        database.start();
        Wait.until("the gateway answers, broker or not", Duration.ofSeconds(90), () -> chat() == 200);
        assertThat(installation.client().get("health/ready", "").statusCode())
                .as("readiness before the broker was ever there")
                .isEqualTo(503);
        Wait.until("the missing broker is named", () -> server.log()
                .contains("The broker does not answer (GATEWAY_BROKER_URL): spans wait until it does"));
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> early = installation.client().chat(Installation.CHECKOUT, "local/small", "early");
            assertThat(early.statusCode()).as(early.body()).isEqualTo(200);
            beforeTheBroker.add(early.headers().firstValue("x-tfy-trace-id").orElseThrow());
        }
        installation.say("the broker appears");
        broker.start();
        server.awaitReady();
    }

    @AfterAll
    void stop() {
        installation.close();
        broker.close();
        database.close();
    }

    /** A new broker has the topic's subscriptions before the first message, whoever of ours comes to it first. */
    @Test
    void spansFromBeforeTheBrokersFirstStartArriveAndAreStored() {
        Wait.until(
                "early spans arrived",
                Duration.ofSeconds(60),
                () -> installation.otlp().traces().containsAll(beforeTheBroker));
        Wait.until(
                "early spans are stored",
                Duration.ofSeconds(60),
                () -> stored(beforeTheBroker) == beforeTheBroker.size());
    }

    /** The driver gives up after 30 seconds, and of that the database would know nothing. */
    @Test
    void databaseEndsAStatementThatWaitsForALockBeforeNobodyWaitsForItAnyMore() throws Exception {
        String trace;
        try (Connection holder = database.connect();
                Statement lock = holder.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("LOCK TABLE span IN ACCESS EXCLUSIVE MODE");
            trace = installation
                    .client()
                    .chat(Installation.CHECKOUT, "local/small", "x")
                    .headers()
                    .firstValue("x-tfy-trace-id")
                    .orElseThrow();
            Wait.until("a statement has waited for long", Duration.ofSeconds(40), () -> longestWait() > 22);
            Wait.until("it is ended", Duration.ofSeconds(5), () -> longestWait() < 22);
        }
        Wait.until("what waited is stored", Duration.ofSeconds(40), () -> stored(Set.of(trace)) == 1);
    }

    /** Whatever is away, who waits for an answer must not notice. @return its trace */
    private String promptChat(int number) {
        long begin = System.nanoTime();
        HttpResponse<String> answer = installation.client().chat(Installation.CHECKOUT, "local/small", "x");
        assertThat(answer.statusCode()).as("request " + number).isEqualTo(200);
        assertThat((System.nanoTime() - begin) / 1_000_000).as("milliseconds").isLessThan(1_500);
        return answer.headers().firstValue("x-tfy-trace-id").orElseThrow();
    }

    /** Seconds that a statement of ours has waited for a lock. */
    private double longestWait() throws Exception {
        try (Connection connection = database.connect();
                Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(
                        "SELECT coalesce(max(extract(epoch FROM now() - query_start)), 0) FROM pg_stat_activity"
                                + " WHERE application_name = 'ai-gateway' AND wait_event_type = 'Lock'")) {
            row.next();
            return row.getDouble(1);
        }
    }

    @Test
    void requestsDoNotNoticeThatTheBrokerIsGoneAndTheirSpansArriveLater() throws InterruptedException {
        installation.say("the broker is killed under load");
        Set<String> traces = new HashSet<>();
        for (int i = 0; i < 80; i++) {
            if (i == 20) {
                broker.kill();
            }
            traces.add(promptChat(i));
            Thread.sleep(100);
        }
        Wait.until("health tells that the broker is away", () -> health().contains("reachable:false"));
        assertThat(installation.client().get("health/ready", "").statusCode())
                .as("a node that serves stays in service")
                .isEqualTo(200);
        broker.start();
        installation.say("the broker is back");

        Wait.until(
                "all spans arrived",
                Duration.ofSeconds(60),
                () -> installation.otlp().traces().containsAll(traces));
        Wait.until("all spans are stored", Duration.ofSeconds(60), () -> stored(traces) == traces.size());
        Wait.until("health tells that the broker is back", () -> !health().contains("reachable:false"));
    }

    /** Half of the room is for what can be sent again. Nothing of what was taken is lost. */
    @Test
    void applicationsAreToldToComeAgainOnceTooMuchWaitsForTheBroker() {
        installation.say("the broker is killed while an application sends its spans");
        broker.kill();
        Set<String> taken = new HashSet<>();
        HttpResponse<String> answer;
        String trace;
        do {
            trace = "%032x".formatted(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
            answer = installation.client().post("api/otel/v1/traces", Installation.CHECKOUT, largeSpan(trace));
        } while (answer.statusCode() == 200 && taken.add(trace) && taken.size() < 100);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(GatewayClient.json(answer).path("code").intValue()).isEqualTo(14);
        assertThat(taken).hasSizeBetween(4, 20);
        assertThat(chat()).as("inference goes on").isEqualTo(200);

        broker.start();
        Wait.until("what was taken is stored", Duration.ofSeconds(60), () -> stored(taken) == taken.size());
        String late = trace;
        Wait.until(
                "there is room again",
                Duration.ofSeconds(20),
                () -> installation
                                .client()
                                .post("api/otel/v1/traces", Installation.CHECKOUT, largeSpan(late))
                                .statusCode()
                        == 200);
    }

    /** A megabyte, in texts that may be as long. */
    private static String largeSpan(String trace) {
        long now = System.currentTimeMillis();
        StringBuilder span = new StringBuilder("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"")
                .append(trace)
                .append("\",\"spanId\":\"00000000000000a1\",\"name\":\"large\",\"startTimeUnixNano\":\"")
                .append(now)
                .append("000000\",\"endTimeUnixNano\":\"")
                .append(now)
                .append("000001\",\"attributes\":[{\"key\":\"k\"}");
        for (int i = 0; i < 5; i++) {
            span.append(",{\"key\":\"k")
                    .append(i)
                    .append("\",\"value\":{\"stringValue\":\"")
                    .append("x".repeat(200_000))
                    .append("\"}}");
        }
        return span.append("]}]}]}]}").toString();
    }

    private String health() {
        return installation.client().get("health/ready", "").body().replaceAll("[ \"]", "");
    }

    @Test
    void requestsDoNotNoticeThatTheDatabaseIsGoneAndTheirSpendIsWrittenLater() throws Exception {
        long before = spentNanoDollars();
        installation.say("the database is stopped under load");
        database.stop();
        for (int i = 0; i < 30; i++) {
            HttpResponse<String> answer = installation.client().chat(Installation.CHECKOUT, "local/dear", "@out=5");
            assertThat(answer.statusCode()).as("request " + i).isEqualTo(200);
            Thread.sleep(100);
        }
        Wait.until("health tells that the database is away", () -> health().contains("reachable:false"));
        assertThat(installation.client().get("health/ready", "").statusCode())
                .as("a node that serves stays in service")
                .isEqualTo(200);
        HttpResponse<String> refused = installation.client().login(Installation.ADMIN, Installation.ADMIN_PASSWORD);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.body()).contains("service_unavailable", "The database does not answer");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        database.start();
        installation.say("the database is back");

        Wait.until("health tells that the database is back", Duration.ofSeconds(60), () -> !health().contains(
                        "reachable:false"));
        Wait.until(
                "what was spent is written, once",
                Duration.ofSeconds(30),
                () -> spentNanoDollars() == before + 30 * 5_000_000L);
    }

    /** One that is frozen refuses nobody: whoever asks it waits for half a minute. */
    @Test
    void chatsGoOnWhileADatabaseIsSilentThatManyAsk() throws Exception {
        String query = "{\"limit\":10}";
        String admin = installation.admin();
        RawConnection[] asking = new RawConnection[60];
        installation.say("the database is frozen");
        database.freeze();
        try {
            for (int i = 0; i < asking.length; i++) {
                asking[i] = new RawConnection(installation.server().baseUri());
                asking[i].send(asking[i].headTo(
                                "/" + SpanQueryTests.QUERY,
                                admin,
                                "Content-Length: " + query.length(),
                                "Connection: close")
                        + "\r\n" + query);
            }
            AtomicReference<HttpResponse<String>> refused = new AtomicReference<>();
            Wait.untilStatus(503, () -> {
                refused.set(signInPage());
                return refused.get().statusCode();
            });
            HttpResponse<String> page = refused.get();
            assertThat(page.body()).contains("The gateway had no room for this page");
            assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
            assertThat(page.headers().firstValue("Retry-After")).isPresent();
            long begin = System.nanoTime();
            assertThat(installation
                            .client()
                            .post(SpanQueryTests.QUERY, admin, query)
                            .statusCode())
                    .isEqualTo(503);
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as("refused")
                    .isLessThan(Duration.ofSeconds(5));
            for (int i = 0; i < 20; i++) {
                promptChat(i);
                Thread.sleep(100);
            }
        } finally {
            database.thaw();
            for (RawConnection connection : asking) {
                if (connection != null) {
                    connection.close();
                }
            }
        }
        installation.say("the database goes on");
        Wait.until(
                "it is asked again",
                Duration.ofSeconds(60),
                () -> installation
                                .client()
                                .post(SpanQueryTests.QUERY, admin, query)
                                .statusCode()
                        == 200);
    }

    private HttpResponse<String> signInPage() {
        return installation.client().get("admin/sign-in", "", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    }

    @Test
    void manifestsFromFilesAreAppliedAgainWhenTheyChange() throws Exception {
        Path file = folder.resolve("manifests/more.yaml");
        Files.writeString(
                file,
                "type: provider-account/self-hosted-model\nname: later\nbase_url: "
                        + installation.upstream().baseUri()
                        + "\n"
                        + "collaborators: [{ role_id: provider-account-access, subject: \"virtualaccount:checkout\""
                        + " }]\n"
                        + "integrations: [{ name: m }]\n");

        Wait.until(
                "the new account answers",
                () -> installation
                                .client()
                                .chat(Installation.CHECKOUT, "later/m", "x")
                                .statusCode()
                        == 200);

        Files.writeString(file, "type: provider-account/self-hosted-model\nname: later\nno_such_field: 1\n");
        Wait.until("the bad file is told", () -> server.log().contains("no_such_field"));
        assertThat(installation
                        .client()
                        .chat(Installation.CHECKOUT, "later/m", "x")
                        .statusCode())
                .as("what was in force stays")
                .isEqualTo(200);
        Files.delete(file);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void brokerThatLostAllItKeptIsReadAnew() {
        EmptyBroker.isReadAnew(installation, broker, this::stored);
    }

    @Test
    @Order(Integer.MAX_VALUE - 1)
    void noKeyIsFoundInTheDatabaseOrTheBroker() throws Exception {
        try (Connection connection = database.connect()) {
            assertThat(Canaries.rowsIn(connection)).isEmpty();
        }
        assertThat(Canaries.filesIn(broker.directory())).isEmpty();
    }

    private int chat() {
        try {
            return installation
                    .client()
                    .chat(Installation.CHECKOUT, "openai-main/gpt-4o", "x")
                    .statusCode();
        } catch (RuntimeException notYet) {
            return 0;
        }
    }

    private long stored(Set<String> traces) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(distinct trace_id) from span where trace_id in ('"
                        + String.join("','", traces) + "')")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private long spentNanoDollars() throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select coalesce(sum(cost), 0) * 1000000000 from budget_spend where rule_id = 'everything'")) {
            rows.next();
            return rows.getBigDecimal(1).longValue();
        }
    }
}
