package aigateway.outbound;

import aigateway.platform.Setting;
import aigateway.platform.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends mail through the server that {@code GATEWAY_SMTP_URL} names: {@code smtp://user:password@host:587}, or {@code
 * smtps://…:465} for TLS from the first byte. A password travels over {@code smtp://} only after STARTTLS. Mail itself is
 * the servers' own Jakarta Mail.
 */
@ApplicationScoped
public class MailRelay {

    /** A reply of 4xx: greylisted, or busy. */
    private static final Pattern LATER = Pattern.compile("^\\W*4\\d\\d[ -]");

    private static final String TIMEOUT_MILLIS = "10000";

    private final Settings settings;
    private final Properties extra;

    public MailRelay() {
        this(Settings.ofThisProcess(), new Properties());
    }

    /** @param extra properties of Jakarta Mail that win over the usual ones */
    public MailRelay(Settings settings, Properties extra) {
        this.settings = settings;
        this.extra = extra;
    }

    /** What {@code GATEWAY_SMTP_URL} says. */
    private record Server(String scheme, String host, int port, @Nullable String user, @Nullable String password) {

        static Server of(URI uri) {
            String who = uri.getUserInfo();
            int colon = who == null ? -1 : who.indexOf(':');
            return new Server(
                    uri.getScheme().toLowerCase(Locale.ROOT),
                    uri.getHost(),
                    uri.getPort(),
                    who == null || colon < 0 ? who : who.substring(0, colon),
                    who == null || colon < 0 ? null : who.substring(colon + 1));
        }

        Properties properties() {
            Properties properties = new Properties();
            String prefix = "mail." + scheme + '.';
            for (String limit : List.of("connectiontimeout", "timeout", "writetimeout")) {
                properties.setProperty(prefix + limit, TIMEOUT_MILLIS);
            }
            properties.setProperty(prefix + "sendpartial", "true");
            properties.setProperty(prefix + "ssl.checkserveridentity", "true");
            properties.setProperty(prefix + "auth", String.valueOf(user != null));
            properties.setProperty("mail.smtp.starttls.enable", "true");
            properties.setProperty("mail.smtp.starttls.required", String.valueOf(user != null));
            return properties;
        }
    }

    /**
     * Waits for the server's answer.
     *
     * @throws RefusedMailException when trying again would not change it; the message is for an operator
     * @throws IOException when it would
     */
    @Retry(maxRetries = 3, delay = 2000, jitter = 500, maxDuration = 120_000, retryOn = IOException.class)
    @Timeout(45_000)
    public void send(List<String> to, String subject, String text) throws IOException, RefusedMailException {
        Server server = Server.of(settings.value(Setting.SMTP_URL)
                .orElseThrow(() -> new RefusedMailException("GATEWAY_SMTP_URL is not set")));
        String from = settings.value(Setting.SMTP_FROM)
                .orElseThrow(() -> new RefusedMailException("GATEWAY_SMTP_FROM is not set"));
        Properties properties = server.properties();
        properties.putAll(extra);
        Session session = Session.getInstance(properties);
        try (Transport transport = session.getTransport(server.scheme)) {
            MimeMessage message = message(session, from, to, subject, text);
            transport.connect(server.host, server.port, server.user, server.password);
            transport.sendMessage(message, message.getAllRecipients());
        } catch (AuthenticationFailedException e) {
            throw new RefusedMailException("the mail server does not accept the user and password of GATEWAY_SMTP_URL");
        } catch (AddressException e) {
            throw new RefusedMailException(String.valueOf(e.getMessage()));
        } catch (SendFailedException e) {
            if (LATER.matcher(String.valueOf(e.getMessage())).find()) {
                throw new IOException(e.getMessage(), e);
            }
            throw new RefusedMailException(String.valueOf(e.getMessage()));
        } catch (MessagingException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static MimeMessage message(Session session, String from, List<String> to, String subject, String text)
            throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(from, true));
        for (String address : to) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(address, true));
        }
        message.setSubject(subject, StandardCharsets.UTF_8.name());
        message.setText(text, StandardCharsets.UTF_8.name());
        message.setSentDate(new Date());
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }
}
