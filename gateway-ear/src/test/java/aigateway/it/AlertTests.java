package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** People are told when a budget comes to its end. */
interface AlertTests {

    String MAILED = "canary-mailed-key-5d20e1";

    Installation on();

    @Test
    default void budgetThatCameToAThresholdIsToldByMailOnce() throws MessagingException, IOException {
        String dollar = GatewayClient.body("local/dear", "@out=1000", false)
                .put("max_tokens", 1000)
                .toString();
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = on().client().post("v1/chat/completions", MAILED, dollar);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }

        assertThat(on().mail().waitForIncomingEmail(20_000, 1)).isTrue();
        MimeMessage[] mails = on().mail().getReceivedMessages();
        assertThat(mails).hasSize(1);
        assertThat(mails[0].getSubject()).contains("told-by-mail", "1 %");
        assertThat(mails[0].getFrom()[0]).hasToString("gateway@example.com");
        assertThat(mails[0].getAllRecipients()[0]).hasToString("finance@example.com");
        assertThat(mails[0].getContent().toString()).contains("100 dollars per day");
    }
}
