package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** No key is written down anywhere. Looks at what all the other tests have left behind, so it comes last. */
interface SecretTests {

    Installation on();

    @Test
    @Order(Integer.MAX_VALUE)
    default void noKeyIsFoundInLogsFilesSpansOrAnswers() throws InterruptedException {
        for (String status : new String[] {"401", "422", "500"}) {
            HttpResponse<String> answer =
                    on().client().chat(Installation.CHECKOUT, "openai-main/gpt-4o", "@status=" + status);
            assertThat(answer.body()).doesNotContain(Canaries.WORD);
            assertThat(answer.headers().map().toString()).doesNotContain(Canaries.WORD);
        }
        assertThat(on().client().get("metrics", "").body()).doesNotContain(Canaries.WORD);
        Thread.sleep(1_500);

        assertThat(on().otlp().spans())
                .isNotEmpty()
                .allSatisfy(span -> assertThat(span.span().toString()).doesNotContain(Canaries.WORD))
                .allSatisfy(span -> assertThat(span.resource().toString()).doesNotContain(Canaries.WORD));
        assertThat(on().server().log()).doesNotContain(Canaries.WORD);
        assertThat(Canaries.filesIn(on().server().dataDir().getParent())).isEmpty();
    }
}
