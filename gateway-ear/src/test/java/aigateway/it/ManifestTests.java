package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the operator says, as a whole or not at all. */
interface ManifestTests {

    Installation on();

    /** Field that is named, and a manifest in which it is wrong. */
    static Stream<Map.Entry<String, String>> badManifests() {
        return Stream.of(
                Map.entry("type", "type: no-such-type\nname: a\n"),
                Map.entry("colour", "type: team\nname: good\ncolour: red\n"),
                Map.entry("name", "type: team\nmembers: []\n"),
                Map.entry(
                        "limit_to",
                        "type: gateway-rate-limiting-config\nname: limits\nrules: [{ id: a, limit_to: many, unit: requests_per_minute }]\n"),
                Map.entry(
                        "unit",
                        "type: gateway-rate-limiting-config\nname: limits\nrules: [{ id: a, limit_to: 1, unit: requests_per_fortnight }]\n"),
                Map.entry("target", virtualModel("[{ target: nobody/nothing, weight: 100 }]")),
                Map.entry(
                        "weight",
                        virtualModel("[{ target: local/small, weight: 60 }, { target: local/large, weight: 60 }]")),
                Map.entry(
                        "base_url",
                        "type: provider-account/self-hosted-model\nname: bad\nbase_url: \"ftp://x/\"\nintegrations: [{ name: m }]\n"));
    }

    private static String virtualModel(String targets) {
        return "type: provider-account/virtual-model\nname: bad\nintegrations:\n"
                + "  - { name: m, routing_config: { type: weight-based-routing, load_balance_targets: " + targets
                + " } }\n";
    }

    @ParameterizedTest
    @MethodSource("aigateway.it.ManifestTests#badManifests")
    default void badManifestIsRefusedWholeAndNamesTheField(Map.Entry<String, String> bad) {
        String admin = on().admin();
        String name = "innocent-" + Installation.mark();

        HttpResponse<String> answer =
                on().client().apply(admin, "type: team\nname: " + name + "\nmembers: []\n---\n" + bad.getValue());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(bad.getKey());
        assertThat(on().client().get("api/svc/v1/team/" + name, admin).statusCode())
                .as("the good document beside it")
                .isEqualTo(404);
    }

    @Test
    default void trialShowsTheDifferenceAndChangesNothing() {
        String admin = on().admin();
        String name = "trial-" + Installation.mark();
        ObjectNode trial = GatewayClient.JSON.createObjectNode().put("dryRun", true);
        trial.putObject("manifest").put("type", "team").put("name", name).putArray("members");

        HttpResponse<String> answer = on().client().put("api/svc/v1/apply", admin, trial.toString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains(name);
        assertThat(on().client().get("api/svc/v1/team/" + name, admin).statusCode())
                .isEqualTo(404);
    }

    @Test
    default void changeIsInForceWithinTwoSeconds() throws InterruptedException {
        String admin = on().admin();
        String name = "quick-" + Installation.mark();
        String account = "type: provider-account/self-hosted-model\nname: " + name + "\nbase_url: "
                + on().upstream().baseUri() + "\nintegrations: [{ name: m }]\n";

        assertThat(on().client().apply(admin, account).statusCode()).isEqualTo(200);
        Thread.sleep(2_000);

        assertThat(on().client().chat(admin, name + "/m", "x").statusCode()).isEqualTo(200);
    }

    @Test
    default void whatIsReadBackHoldsNoSecrets() {
        String admin = on().admin();

        for (String path : new String[] {
            "provider-account",
            "provider-account/openai-main",
            "virtual-model",
            "virtual-account",
            "user",
            "gateway-budget-config",
            "gateway-otel-config"
        }) {
            HttpResponse<String> answer = on().client().get("api/svc/v1/" + path, admin);
            assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
            assertThat(answer.body()).as(path).doesNotContain("canary");
        }
    }

    @Test
    default void whatIsReadBackIsTheSameAgainMasksAndAll() {
        String admin = on().admin();

        for (String path : new String[] {
            "provider-account/openai-main", "virtual-model/production", "gateway-budget-config/budgets"
        }) {
            String yaml = GatewayClient.json(on().client().get("api/svc/v1/" + path, admin))
                    .path("yaml")
                    .asText();
            HttpResponse<String> answer = on().client().apply(admin, yaml);
            assertThat(yaml).as(path).contains("••••");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(GatewayClient.json(answer).path("changes")).as(path).isEmpty();
        }
    }
}
