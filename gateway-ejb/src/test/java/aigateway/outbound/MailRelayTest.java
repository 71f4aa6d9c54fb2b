package aigateway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.identity.TestConfig;
import aigateway.platform.Settings;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a mail server that really speaks SMTP. */
class MailRelayTest {

    private static final String CANARY = "canary-mail-password";

    private @Nullable GreenMail server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop();
        }
    }

    private GreenMail start(String protocol) {
        ServerSetup setup = new ServerSetup(0, "localhost", protocol);
        setup.setServerStartupTimeout(60_000);
        GreenMail started = new GreenMail(setup);
        started.start();
        server = started;
        return started;
    }

    private static int port(GreenMail server, boolean tls) {
        return tls ? server.getSmtps().getPort() : server.getSmtp().getPort();
    }

    private static MailRelay relay(String url) {
        Properties extra = new Properties();
        // The test server's certificate is its own.
        extra.setProperty("mail.smtps.ssl.trust", "*");
        extra.setProperty("mail.smtps.ssl.checkserveridentity", "false");
        return new MailRelay(
                new Settings(new TestConfig(
                        Map.of("gateway.smtp.url", url, "gateway.smtp.from", "AI Gateway <gateway@example.com>"))),
                extra);
    }

    @Test
    void aMailArrivesWithSenderSubjectAndText() throws Exception {
        GreenMail smtp = start(ServerSetup.PROTOCOL_SMTP);

        relay("smtp://localhost:" + port(smtp, false))
                .send(List.of("ann@example.com", "bob@example.com"), "Budget \u00fcber 90 %", "Spent: 451 \u20ac.");

        MimeMessage[] mails = smtp.getReceivedMessages();
        assertThat(mails).hasSize(2);
        assertThat(mails[0].getSubject()).isEqualTo("Budget \u00fcber 90 %");
        assertThat(mails[0].getContent().toString().strip()).isEqualTo("Spent: 451 \u20ac.");
        assertThat(mails[0].getFrom()[0]).hasToString("AI Gateway <gateway@example.com>");
        assertThat(mails[0].getAllRecipients()).hasSize(2);
    }

    @Test
    void overTlsTheUserAndPasswordOfTheAddressAreUsed() throws Exception {
        GreenMail smtps = start(ServerSetup.PROTOCOL_SMTPS);
        smtps.setUser("relay@example.com", "relay@example.com", CANARY);

        relay("smtps://relay%40example.com:" + CANARY + "@localhost:" + port(smtps, true))
                .send(List.of("ann@example.com"), "s", "t");

        assertThat(smtps.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aPasswordDoesNotTravelWithoutTls() {
        GreenMail smtp = start(ServerSetup.PROTOCOL_SMTP);
        smtp.setUser("relay", CANARY);

        assertThatThrownBy(() -> relay("smtp://relay:" + CANARY + "@localhost:" + port(smtp, false))
                        .send(List.of("ann@example.com"), "s", "t"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("STARTTLS")
                .hasMessageNotContaining(CANARY);
        assertThat(smtp.getReceivedMessages()).isEmpty();
    }

    @Test
    void aWrongPasswordIsToldWithoutItAndNotTriedAgain() {
        GreenMail smtps = start(ServerSetup.PROTOCOL_SMTPS);
        smtps.setUser("relay@example.com", "relay", "another");

        assertThatThrownBy(() -> relay("smtps://relay:" + CANARY + "@localhost:" + port(smtps, true))
                        .send(List.of("ann@example.com"), "s", "t"))
                .isInstanceOf(RefusedMailException.class)
                .hasMessageContaining("GATEWAY_SMTP_URL")
                .hasMessageNotContaining(CANARY);
    }

    @Test
    void whatWouldAddALineToTheHeadIsNoAddress() {
        GreenMail smtp = start(ServerSetup.PROTOCOL_SMTP);

        assertThatThrownBy(() -> relay("smtp://localhost:" + port(smtp, false))
                        .send(List.of("ann@example.com\r\nBcc: eve@example.com"), "s", "t"))
                .isInstanceOf(RefusedMailException.class);
        assertThat(smtp.getReceivedMessages()).isEmpty();
    }

    @Test
    void settingsThatAreMissingAreNamed() {
        for (Map.Entry<String, String> half : Map.of(
                        "gateway.smtp.from", "a@b.c", "gateway.smtp.url", "smtp://localhost")
                .entrySet()) {
            assertThatThrownBy(() -> new MailRelay(
                                    new Settings(new TestConfig(Map.of(half.getKey(), half.getValue()))),
                                    new Properties())
                            .send(List.of("ann@example.com"), "s", "t"))
                    .isInstanceOf(RefusedMailException.class)
                    .hasMessageContaining(half.getKey().endsWith("from") ? "GATEWAY_SMTP_URL" : "GATEWAY_SMTP_FROM");
        }
    }

    @Test
    void nobodyWhoAnswersIsWorthAnotherTry() {
        assertThatThrownBy(() -> relay("smtp://localhost:1").send(List.of("ann@example.com"), "s", "t"))
                .isInstanceOf(IOException.class);
    }
}
