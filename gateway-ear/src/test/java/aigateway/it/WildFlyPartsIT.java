package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.it.peer.ExternalBroker;
import aigateway.it.peer.Postgres;
import aigateway.it.server.WildFlyServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** WildFly with PostgreSQL and a broker outside, set up with the scripts and settings that operators use. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WildFlyPartsIT {

    private final Path folder =
            Path.of("target/it/wildfly-parts-" + ProcessHandle.current().pid()).toAbsolutePath();
    private final Postgres database = new Postgres(folder.resolve("postgres"));
    private final ExternalBroker broker = new ExternalBroker(folder.resolve("broker"));
    private final Installation installation = new Installation(
            new WildFlyServer().withBroker("localhost", broker.port(), ExternalBroker.USER, ExternalBroker.PASSWORD));

    @BeforeAll
    void start() {
        database.start();
        broker.start();
        installation
                .server()
                .env("GATEWAY_DB_URL", database.jdbcUrl())
                .env("GATEWAY_DB_USER", Postgres.USER)
                .env("GATEWAY_DB_PASSWORD", Postgres.PASSWORD);
        installation.start();
    }

    @AfterAll
    void stop() {
        installation.close();
        broker.close();
        database.close();
    }

    @Test
    void spansGoThroughTheBrokerOutsideIntoPostgresAndToTheBackend() {
        assertTold(chat());

        installation.say("the broker is killed and comes back");
        broker.kill();
        String away = chat();
        broker.start();
        assertTold(away);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void brokerThatLostAllItKeptIsReadAnew() {
        EmptyBroker.isReadAnew(installation, broker, traces -> traces.stream()
                .filter(trace -> stored(trace) > 0)
                .count());
    }

    private String chat() {
        HttpResponse<String> answer = installation.client().chat(Installation.CHECKOUT, "local/small", "x");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("x-tfy-trace-id").orElseThrow();
    }

    private void assertTold(String trace) {
        Wait.until("the trace is in PostgreSQL", Duration.ofSeconds(60), () -> stored(trace) == 5);
        assertThat(installation.otlp().await(span -> span.traceId().equals(trace), 5, Duration.ofSeconds(60)))
                .as("spans at the backend")
                .isGreaterThanOrEqualTo(5);
    }

    private long stored(String trace) {
        try (Connection connection = database.connect();
                PreparedStatement query = connection.prepareStatement("select count(*) from span where trace_id = ?")) {
            query.setString(1, trace);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
