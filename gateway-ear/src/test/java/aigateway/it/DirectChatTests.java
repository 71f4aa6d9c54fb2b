package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.it.server.LoadedClasses;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** On Payara nothing but its speed tells a chat completion that is taken before JAX-RS from one that is not. */
interface DirectChatTests {

    Installation on();

    @Test
    default void chatAsNearlyAllAskForItIsTakenBeforeJaxRs() throws IOException, InterruptedException {
        ObjectNode body = GatewayClient.body("local/small", "@chunks=-1 @every=100", true);
        HttpResponse<Stream<String>> answer =
                on().client().linesLater(Installation.CHECKOUT, body).join();
        try (Stream<String> lines = answer.body()) {
            assertThat(answer.statusCode()).isEqualTo(200);

            assertThat(new LoadedClasses(on().server().process())
                            .haveInstances("aigateway.web.direct.ServletSuspension"))
                    .isTrue();
            assertThat(lines.findFirst())
                    .hasValueSatisfying(first -> assertThat(first).startsWith("data: {"));
        }
    }
}
