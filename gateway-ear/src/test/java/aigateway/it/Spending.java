package aigateway.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** What the budget that counts everything has counted. */
record Spending(Installation installation) {

    /** {@code @out=5} of {@code local/dear}, which costs a dollar a thousand tokens. */
    static final BigDecimal OF_FIVE_TOKENS = new BigDecimal("0.005");

    /** Until it is written, which is done twice a second; some more for a machine that is busy. */
    private static final long WRITTEN_MILLIS = 1_500;

    BigDecimal now() {
        String admin = installation.admin();
        JsonNode usage =
                GatewayClient.json(installation.client().get("api/svc/v1/llm-gateway/config/budget/usage", admin));
        for (JsonNode row : usage.path("data")) {
            if (row.path("ruleId").asText().equals("everything")) {
                return new BigDecimal(row.path("used").asText());
            }
        }
        throw new AssertionError("The budget is not told: " + usage);
    }

    /** With what was just answered. */
    BigDecimal settled() throws InterruptedException {
        BigDecimal before;
        BigDecimal now = now();
        do {
            before = now;
            Thread.sleep(WRITTEN_MILLIS);
            now = now();
        } while (now.compareTo(before) != 0);
        return now;
    }
}
