package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aigateway.it.peer.JavaScript;
import aigateway.it.server.MicroServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The clients that applications in JavaScript use work unchanged, each in a script of its own that knows what to expect. All
 * of them on one server, on the others those whose streams differ most.
 */
interface JavaScriptTests {

    /** What a script that sends spans says of each: the trace and the span's name. */
    Pattern TOLD = Pattern.compile("(?m)^trace ([0-9a-f]{32}) (.+)$");

    Installation on();

    @TestFactory
    default Stream<DynamicTest> clientsInJavaScript() {
        assumeTrue(JavaScript.runs(), "Install Node.js, version 20 or newer, with npm: its clients are not tried");
        boolean all = on().server() instanceof MicroServer;
        List<String> scripts = all ? JavaScript.scripts() : List.of("anthropic", "openai", "otel");
        return scripts.stream().map(script -> DynamicTest.dynamicTest(script, () -> run(script)));
    }

    private void run(String script) {
        Map<String, String> environment = new HashMap<>();
        environment.put("GATEWAY", on().server().baseUri().toString());
        environment.put("GRPC", on().server().grpcUri().toString());
        environment.put("KEY", Installation.CHECKOUT);
        environment.put("TRACELOOP_TELEMETRY", "false");

        Matcher told = TOLD.matcher(JavaScript.run(script, environment));

        while (told.find()) {
            String trace = told.group(1);
            String name = told.group(2);
            assertThat(on().otlp()
                            .await(
                                    span -> span.traceId().equals(trace)
                                            && span.name().equals(name),
                                    1,
                                    Duration.ofSeconds(20)))
                    .as("the span %s that %s sent", name, script)
                    .isEqualTo(1);
        }
    }
}
