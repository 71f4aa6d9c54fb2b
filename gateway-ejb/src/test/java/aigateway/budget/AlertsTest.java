package aigateway.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.identity.TestConfig;
import aigateway.manifest.type.BudgetConfig.NotificationTarget;
import aigateway.manifest.type.Secret;
import aigateway.outbound.AddressPolicy;
import aigateway.outbound.BlockingClient;
import aigateway.outbound.MailRelay;
import aigateway.outbound.RefusedMailException;
import aigateway.platform.Settings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AlertsTest {

    private final List<String> received = Collections.synchronizedList(new ArrayList<>());
    private final List<String> outcomes = new ArrayList<>();
    private final Alerts alerts = new Alerts();
    private HttpServer server;
    private int status = 200;
    private boolean endless;
    private boolean away;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.add(exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().add("Location", "http://169.254.169.254/");
            exchange.sendResponseHeaders(status, endless ? 0 : -1);
            while (endless) {
                exchange.getResponseBody().write(new byte[8192]);
            }
            exchange.close();
        });
        server.start();
        alerts.post = new AlertPost();
        alerts.post.client = new BlockingClient(new AddressPolicy(List.of("127.0.0.1")));
        alerts.store = new AlertStore() {
            @Override
            public void told(String id, String outcome) {
                if (away) {
                    throw new IllegalStateException("the database went away");
                }
                outcomes.add(outcome);
            }
        };
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void aWebhookGetsTheFactsAndSlackGetsASentence() throws IOException {
        alerts.tell(
                alert(),
                List.of(
                        new NotificationTarget("webhook", null, null, address("/hook")),
                        new NotificationTarget("slack-webhook", null, address("/services/secret"), null)));

        assertThat(received).hasSize(2);
        JsonNode facts = new ObjectMapper().readTree(received.get(0).substring("/hook ".length()));
        assertThat(facts.get("rule_id").textValue()).isEqualTo("team-monthly");
        assertThat(facts.get("threshold").intValue()).isEqualTo(90);
        assertThat(facts.get("spent").decimalValue()).isEqualByComparingTo("451.2");
        assertThat(facts.get("resets_at").textValue()).isEqualTo("2026-12-01T00:00:00Z");
        JsonNode sentence = new ObjectMapper().readTree(received.get(1).substring("/services/secret ".length()));
        assertThat(sentence.get("text").textValue())
                .isEqualTo("Budget 'team-monthly' for team:ml has reached 90 % of 500 dollars per month:"
                        + " 451.2 dollars. It resets at 2026-12-01T00:00:00Z.");
        assertThat(outcomes).containsExactly("webhook 127.0.0.1: 200; slack-webhook 127.0.0.1: 200");
    }

    @Test
    void aRedirectIsNotFollowed() {
        status = 307;
        alerts.tell(alert(), List.of(new NotificationTarget("webhook", null, null, address("/hook"))));

        assertThat(outcomes).containsExactly("webhook 127.0.0.1: 307");
        assertThat(received).hasSize(1);
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anAnswerWithoutAnEndHoldsNobody() {
        endless = true;
        alerts.tell(alert(), List.of(new NotificationTarget("webhook", null, null, address("/hook"))));

        assertThat(outcomes).containsExactly("webhook 127.0.0.1: 200");
    }

    @Test
    void whatCouldNotBeRecordedIsRecordedLaterAndNotToldAgain() {
        BudgetAlert alert = alert();
        away = true;
        assertThatThrownBy(() ->
                        alerts.tell(alert, List.of(new NotificationTarget("webhook", null, null, address("/hook")))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(alerts.isOwn(alert.id())).isTrue();

        away = false;
        alerts.writeOutcomes();

        assertThat(outcomes).containsExactly("webhook 127.0.0.1: 200");
        assertThat(alerts.isOwn(alert.id())).isFalse();
        assertThat(received).hasSize(1);
    }

    @Test
    void aFailureIsRecordedWithoutThePathWhichIsACredential() {
        status = 503;
        alerts.tell(alert(), List.of(new NotificationTarget("slack-webhook", null, address("/services/secret"), null)));

        assertThat(outcomes).containsExactly("slack-webhook 127.0.0.1: failed, answered 503");
    }

    @Test
    void anAddressThatNoOperatorAllowedIsNotCalled() {
        alerts.post.client = new BlockingClient(new AddressPolicy(List.of()));
        alerts.tell(alert(), List.of(new NotificationTarget("webhook", null, null, address("/hook"))));

        assertThat(received).isEmpty();
        assertThat(outcomes.get(0)).contains("GATEWAY_ALLOWED_PRIVATE_HOSTS");
    }

    @Test
    void whatIsNoAddressIsNotRepeated() {
        alerts.tell(alert(), List.of(new NotificationTarget("webhook", null, null, new Secret("https://x/ y"))));

        assertThat(outcomes).containsExactly("webhook: no address");
    }

    @Test
    void anEMailSaysInOneSentenceWhatIsSpent() {
        alerts.mail = new MailRelay(new Settings(new TestConfig(Map.of())), new Properties()) {
            @Override
            public void send(List<String> to, String subject, String text) {
                received.add(to + " | " + subject + " | " + text);
            }
        };
        alerts.tell(alert(), List.of(new NotificationTarget("email", List.of("a@b.c", "d@e.f"), null, null)));

        assertThat(received)
                .containsExactly(
                        "[a@b.c, d@e.f] | Budget 'team-monthly' for team:ml has reached 90 %" + " | " + alert().text());
        assertThat(outcomes).containsExactly("email a@b.c, d@e.f: sent");
    }

    @Test
    void anEMailThatCannotBeSentSaysWhyAndTheOthersAreToldAllTheSame() {
        alerts.mail = new MailRelay(new Settings(new TestConfig(Map.of())), new Properties()) {
            @Override
            public void send(List<String> to, String subject, String text) throws IOException, RefusedMailException {
                if (to.contains("a@b.c")) {
                    throw new RefusedMailException("GATEWAY_SMTP_URL is not set");
                }
                throw new IOException("nobody answers");
            }
        };
        alerts.tell(
                alert(),
                List.of(
                        new NotificationTarget("email", List.of("a@b.c"), null, null),
                        new NotificationTarget("email", List.of("d@e.f"), null, null),
                        new NotificationTarget("webhook", null, null, address("/hook"))));

        assertThat(outcomes)
                .containsExactly("email a@b.c: not sent, GATEWAY_SMTP_URL is not set;"
                        + " email d@e.f: failed, nobody answers; webhook 127.0.0.1: 200");
    }

    private Secret address(String path) {
        return new Secret("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static BudgetAlert alert() {
        return new BudgetAlert(
                "1",
                "team-monthly",
                "team:ml",
                "cost_per_month",
                90,
                new BigDecimal("451.200000000000"),
                new BigDecimal("500.0"),
                Instant.parse("2026-11-01T00:00:00Z"),
                Instant.parse("2026-11-20T10:00:00Z"),
                null);
    }
}
