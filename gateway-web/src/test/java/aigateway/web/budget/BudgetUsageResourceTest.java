package aigateway.web.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import aigateway.budget.BudgetUse;
import aigateway.budget.Budgets;
import aigateway.call.GatewayException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetUsageResourceTest {

    private final BudgetUsageResource resource = new BudgetUsageResource();

    {
        resource.budgets = new Budgets() {
            @Override
            public List<BudgetUse> use() {
                return List.of(budget("first", "123.456000000000"), budget("second", "0E-12"));
            }
        };
    }

    @Test
    void moneyIsWrittenPlainlyAndTheListIsPaged() throws Exception {
        String page = new String(resource.usage(null, "0", "1"), StandardCharsets.UTF_8);

        assertThat(page).contains("\"used\":123.456,").contains("\"limit\":10000000,");
        assertThat(new ObjectMapper().readTree(page))
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        """
                                        {"data":[{"ruleId":"first","pool":"user:ann","unit":"cost_per_month","limit":10000000,
                                          "used":123.456,"remaining":9999876.544,"cost":123.456,"tokens":42,
                                          "unknownCostRequests":3,"auditMode":false,
                                          "periodStart":"2026-11-01T00:00:00Z","resetsAt":"2026-12-01T00:00:00Z"}],
                                         "pagination":{"total":2,"offset":0,"limit":1}}
                                        """));
    }

    @Test
    void oneRuleCanBeAskedFor() {
        assertThat(new String(resource.usage("second", "0", "100"), StandardCharsets.UTF_8))
                .contains("\"ruleId\":\"second\"")
                .contains("\"used\":0,")
                .doesNotContain("first");
    }

    @Test
    void aBadPageIsRefusedByName() {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> resource.usage(null, "-1", "100"))
                .withMessageContaining("offset");
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> resource.usage(null, "0", "many"))
                .withMessageContaining("limit");
    }

    private static BudgetUse budget(String rule, String used) {
        return new BudgetUse(
                rule,
                "user:ann",
                "cost_per_month",
                new BigDecimal(used),
                new BigDecimal("1E+7"),
                new BigDecimal(used),
                42,
                3,
                false,
                Instant.parse("2026-11-01T00:00:00Z"),
                Instant.parse("2026-12-01T00:00:00Z"));
    }
}
