package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which of several models answers. */
interface RoutingTests {

    Installation on();

    @Test
    default void targetPastItsCutoffIsTriedLast() {
        for (int begun = 0; begun < 3; begun++) {
            stream("paced/late");
        }

        assertThat(resolved(stream("pacing/promised")))
                .as("its streams began after 300 ms, and 150 were promised")
                .isEqualTo("paced/prompt");
        assertThat(resolved(stream("paced/late"))).as("still usable").isEqualTo("paced/late");
    }

    @Test
    default void fastestTargetTakesTheTraffic() {
        for (int told = 0; told < 3; told++) {
            chat("paced/late");
            chat("paced/prompt");
        }

        for (int call = 0; call < 10; call++) {
            assertThat(resolved(chat("pacing/fastest"))).isEqualTo("paced/prompt");
        }
    }

    @Test
    default void sessionStaysWithItsTarget() {
        Set<String> used = new HashSet<>();
        for (int session = 0; session < 24; session++) {
            String name = Installation.mark();
            Set<String> ofThis = new HashSet<>();
            for (int call = 0; call < 4; call++) {
                ofThis.add(resolved(chat("pacing/loyal", "x-chat-session", name)));
            }
            assertThat(ofThis).as("session " + name).hasSize(1);
            used.addAll(ofThis);
        }
        assertThat(used).as("sessions are shared out").containsExactlyInAnyOrder("paced/one", "paced/two");

        String label = "{\"chat\":\"" + Installation.mark() + "\"}";
        String first = resolved(chat("pacing/loyal", "x-tfy-metadata", label));
        for (int call = 0; call < 6; call++) {
            assertThat(resolved(chat("pacing/loyal", "x-tfy-metadata", label))).isEqualTo(first);
        }
    }

    @Test
    default void sessionOfARouteByPriorityIsRefusedByItsField() {
        HttpResponse<String> answer = on().client()
                .apply(
                        on().admin(),
                        """
                        type: provider-account/virtual-model
                        name: fickle
                        integrations:
                          - name: m
                            routing_config:
                              type: priority-based-routing
                              sticky_routing: { ttl_seconds: 60, session_identifiers: [{ source: headers, key: x }] }
                              load_balance_targets: [{ target: local/small, sla_cutoff: { time_to_first_token_ms: -1 } }]
                        """);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body())
                .contains("integrations[0].routing_config.sticky_routing")
                .contains("load_balance_targets[0].sla_cutoff.time_to_first_token_ms");
    }

    private HttpResponse<String> chat(String model, String... headers) {
        return answered(on().client().chat(Installation.CHECKOUT, model, "hello", headers));
    }

    private HttpResponse<String> stream(String model) {
        return answered(on().client()
                .post(
                        "v1/chat/completions",
                        Installation.CHECKOUT,
                        GatewayClient.body(model, "hello", true).toString()));
    }

    private static HttpResponse<String> answered(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static String resolved(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-tfy-resolved-model").orElseThrow();
    }
}
