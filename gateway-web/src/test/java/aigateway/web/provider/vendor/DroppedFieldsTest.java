package aigateway.web.provider.vendor;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import aigateway.web.json.Json;
import aigateway.web.openai.Translated;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a vendor has nothing for is named, and not left out without a word. */
class DroppedFieldsTest {

    private static final String TOOLS = "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]";

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
        Translated said = vendor.translate(chat(TOOLS
                + ",\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"auto\",\"tools\":[]}}"));

        assertThat(said.dropped()).containsExactly("tool_choice");
    }

    /** Each as nobody would leave it out. */
    static Stream<Arguments> fieldsOfEveryVendor() {
        Map<String, String> fields = Map.ofEntries(
                entry("audio", "{\"voice\":\"ash\",\"format\":\"wav\"}"),
                entry("frequency_penalty", "0.5"),
                entry("function_call", "\"auto\""),
                entry("functions", "[{\"name\":\"g\"}]"),
                entry("logit_bias", "{\"1\":2}"),
                entry("logprobs", "true"),
                entry("max_completion_tokens", "7"),
                entry("max_tokens", "7"),
                entry("metadata", "{\"a\":\"b\"}"),
                entry("modalities", "[\"audio\"]"),
                entry("n", "2"),
                entry("parallel_tool_calls", "false"),
                entry("prediction", "{\"type\":\"content\",\"content\":\"x\"}"),
                entry("presence_penalty", "0.5"),
                entry("prompt_cache_key", "\"k\""),
                entry("prompt_cache_retention", "\"24h\""),
                entry("reasoning_effort", "\"high\""),
                entry("response_format", "{\"type\":\"json_object\"}"),
                entry("safety_identifier", "\"s\""),
                entry("seed", "7"),
                entry("service_tier", "\"flex\""),
                entry("stop", "\"x\""),
                entry("store", "true"),
                entry("temperature", "0.5"),
                entry("tool_choice", "\"required\""),
                entry("top_logprobs", "3"),
                entry("top_p", "0.5"),
                entry("user", "\"u\""),
                entry("verbosity", "\"low\""),
                entry("web_search_options", "{\"search_context_size\":\"low\"}"));
        return Stream.concat(vendors(), Stream.of(new Mistral())).flatMap(vendor -> fields.entrySet().stream()
                .map(field -> Arguments.of(vendor, field.getKey(), field.getValue())));
    }

    @ParameterizedTest
    @MethodSource("fieldsOfEveryVendor")
    void everyFieldOfOpenAisIsSaidOrNamed(ForeignProvider vendor, String field, String value) {
        Translated without = vendor.translate(chat(TOOLS));
        Translated said = vendor.translate(chat(TOOLS + ",\"" + field + "\":" + value));

        boolean named = said.dropped().contains(field);
        assertThat(named).isEqualTo(said.body().equals(without.body()));
        assertThat(said.dropped()).hasSize(named ? 1 : 0);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void whatAsksForNothingIsNotNamed(ForeignProvider vendor) {
        Translated said = vendor.translate(chat(TOOLS
                + ",\"n\":1,\"store\":false,\"parallel_tool_calls\":true,\"metadata\":{},\"user\":null,\"presence_penalty\":0,"
                + "\"stream\":true,\"stream_options\":{\"include_usage\":true}"));

        assertThat(said.dropped()).isEmpty();
    }

    private static ObjectNode chat(String fields) {
        return Json.object(("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]," + fields + "}")
                .getBytes(StandardCharsets.UTF_8));
    }
}
