package aigateway.web.chat;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.admission.AppliedRule;
import aigateway.routing.Plan;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponseHeadersTest {

    private static final List<String> IDS =
            List.of("lb-ü-1", "lb-ä-1", "a\"],\"x", "back\\slash", "\r\n\t", "😀", "~\u007f");

    @Test
    void idsOfRulesAreToldAsTheyAreInPrintableAscii() throws Exception {
        String header = ResponseHeaders.applied(
                new Plan("a/m", "gérer", List.of(), List.of()),
                IDS,
                IDS.stream().map(ResponseHeadersTest::budget).toList());

        assertThat(header).matches("[ -~]*").contains("\"lb-\\u00fc-1\"");
        JsonNode told = new JsonMapper().readTree(header);
        assertThat(told.at("/load_balance/0").textValue()).isEqualTo("gérer");
        assertThat(told.path("fallback")).extracting(JsonNode::textValue).isEqualTo(IDS);
        assertThat(told.path("rate_limit")).isEmpty();
        assertThat(told.path("budget")).extracting(JsonNode::textValue).isEqualTo(IDS);
    }

    private static AppliedRule budget(String id) {
        return new AppliedRule(
                AppliedRule.Kind.BUDGET, id, "cost_per_day", BigDecimal.TEN, BigDecimal.ONE, Duration.ofHours(1));
    }
}
