package aigateway.admin.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DraftTest {

    private static final String YAML =
            """
            type: provider-account/openai
            name: openai-main
            headers:
              x-team: "007"
            integrations:
              - name: gpt-4o
                defaults:
                  temperature: 0.2
            """;

    @Test
    void fieldsThatNoFormShowsComeThroughUnchanged() {
        Draft draft = Draft.read(YAML).orElseThrow();

        draft.getTree().put("base_url", "https://llm.example.com");

        assertThat(draft.toYaml()).isEqualTo(YAML + "base_url: https://llm.example.com\n");
    }

    @Test
    void whatIsEmptyIsLeftOut() {
        Draft draft = Draft.of("virtual-account", "checkout");
        draft.group("owned_by").put("team", " ");
        draft.groups("permissions");
        draft.getTree().put("tags", null);

        assertThat(draft.toYaml()).isEqualTo("type: virtual-account\nname: checkout\n");
    }

    @Test
    void numbersStayNumbersAndTextThatLooksLikeOneStaysText() {
        Draft draft = Draft.of("gateway-budget-config", "12");
        Map<String, Object> rule = new java.util.LinkedHashMap<>();
        rule.put("limit_to", new BigDecimal("500.10"));
        draft.groups("rules").add(rule);

        assertThat(draft.toYaml()).contains("name: \"12\"").contains("limit_to: 500.10");
    }

    @Test
    void whatIsNoMappingHasNoForm() {
        for (String text : List.of("- a\n- b\n", "name: [", "just text")) {
            assertThat(Draft.read(text)).as(text).isEmpty();
        }
    }

    @Test
    void markupInYamlStaysText() {
        Draft draft = Draft.read("name: \"<script>\"\n").orElseThrow();

        assertThat(draft.text("name")).isEqualTo("<script>");
    }

    @Test
    void emptyTextThatSomebodyWroteStays() {
        String yaml = "tags:\n  beta: \"\"\n";

        assertThat(Draft.read(yaml).orElseThrow().toYaml()).isEqualTo(yaml);
        assertThat(Draft.of("user", "").toYaml()).isEqualTo("type: user\n");
    }
}
