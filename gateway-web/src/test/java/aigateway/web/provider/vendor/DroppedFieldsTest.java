package aigateway.web.provider.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.web.json.Json;
import aigateway.web.openai.Translated;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a vendor has nothing for is named, and not left out without a word. */
class DroppedFieldsTest {

    static Stream<ForeignProvider> vendors() {
        return Stream.of(new Anthropic(), new GoogleGemini(), new GoogleVertex(), new AwsBedrock(), new Cohere());
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void likelyTokensAreToldByNobodyButOpenAi(ForeignProvider vendor) {
        Translated said = vendor.translate(chat("\"logprobs\":true,\"top_logprobs\":3"));

        assertThat(said.dropped()).containsExactlyInAnyOrder("logprobs", "top_logprobs");
        assertThat(said.body().toString().toLowerCase(java.util.Locale.ROOT)).doesNotContain("logprobs");
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void choiceAmongToolsThatOnlyOpenAiKnowsIsNamed(ForeignProvider vendor) {
        Translated said = vendor.translate(chat("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],"
                + "\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"auto\",\"tools\":[]}}"));

        assertThat(said.dropped()).containsExactly("tool_choice");
    }

    private static ObjectNode chat(String fields) {
        return Json.object(("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]," + fields + "}")
                .getBytes(StandardCharsets.UTF_8));
    }
}
