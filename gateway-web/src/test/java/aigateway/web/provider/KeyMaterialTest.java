package aigateway.web.provider;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.type.AuthData;
import aigateway.manifest.type.HeadersOverride;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.RetryConfig;
import aigateway.manifest.type.Secret;
import aigateway.routing.Target;
import aigateway.web.openai.ErrorBody;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyMaterialTest {

    private static final Target TARGET = target();

    @Test
    void secretIsTakenOutBeforeAMessageIsCut() {
        String message = "x".repeat(1_990) + " hunter2.very-Secret_9 is not known";
        UpstreamFailure failure = Failures.inMiddle(TARGET, new ErrorBody(message, null, null, null));

        assertThat(failure.getMessage()).contains("x".repeat(1_990)).doesNotContain("hunter");
    }

    @Test
    void nothingThatWasSentInConfidenceComesBack() {
        assertThat(KeyMaterial.removed(
                        "key hunter2.very-Secret_9, header orgcanary-55555555, route routecanary-7", TARGET))
                .isEqualTo("key …, header …, route …");
    }

    @Test
    void whatLooksLikeAKeyGoesWhosesoeverItIs() {
        assertThat(KeyMaterial.removed("Incorrect API key provided: sk-proj-abcdefgh1234", TARGET))
                .isEqualTo("Incorrect API key provided: …");
    }

    @Test
    void ordinaryWordsStay() {
        assertThat(KeyMaterial.removed("The model is overloaded, max_tokens of gpt-4o-mini.", TARGET))
                .isEqualTo("The model is overloaded, max_tokens of gpt-4o-mini.");
    }

    private static Target target() {
        Model model = new Model("m", null, List.of("chat"), null, Map.of());
        return new Target(
                new ProviderAccount(
                        "provider-account/openai",
                        "a",
                        null,
                        new AuthData("api-key", new Secret("hunter2.very-Secret_9")),
                        List.of(),
                        List.of(model),
                        Map.of("X-Org-Token", new Secret("orgcanary-55555555")),
                        null),
                model,
                50,
                0,
                new RetryConfig(1, 1, List.of()),
                Set.of(),
                Set.of(),
                true,
                Map.of(),
                new HeadersOverride(Map.of("X-Route", new Secret("routecanary-7")), List.of()));
    }
}
