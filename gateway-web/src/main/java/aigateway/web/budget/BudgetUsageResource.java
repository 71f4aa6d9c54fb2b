package aigateway.web.budget;

import aigateway.budget.BudgetUse;
import aigateway.budget.Budgets;
import aigateway.call.GatewayException;
import aigateway.identity.Caller;
import aigateway.web.identity.Allow;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How far the budgets are used, nearest to the limit first. */
@Path("api/svc/v1/llm-gateway/config/budget/usage")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Allow(Caller.ADMIN)
@Tag(name = "Control plane")
public class BudgetUsageResource {

    private static final int MOST = 1000;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    @Inject
    Budgets budgets;

    /**
     * @param ruleId only this budget; null: all
     */
    @GET
    @Operation(
            summary = "How far the budgets are used in their current periods",
            description = "Money is in dollars. Requests whose price nobody knows are counted apart.")
    public byte[] usage(
            @QueryParam("ruleId") @Nullable String ruleId,
            @QueryParam("offset") @DefaultValue("0") String offset,
            @QueryParam("limit") @DefaultValue("100") String limit) {
        List<BudgetUse> uses = budgets.use().stream()
                .filter(use -> ruleId == null || ruleId.equals(use.ruleId()))
                .toList();
        return page(uses, number("offset", offset, 0, Integer.MAX_VALUE), number("limit", limit, 1, MOST));
    }

    /** A bad number is told by its name, not answered as a missing page. */
    private static int number(String name, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw GatewayException.badRequest(
                "Parameter '" + name + "' must be a whole number from " + least + " to " + most + ".", name);
    }

    private static byte[] page(List<BudgetUse> uses, int offset, int limit) {
        ObjectNode page = JSON.createObjectNode();
        ArrayNode data = page.putArray("data");
        uses.stream().skip(offset).limit(limit).forEach(use -> data.add(json(use)));
        page.putObject("pagination")
                .put("total", uses.size())
                .put("offset", offset)
                .put("limit", limit);
        try {
            return JSON.writeValueAsBytes(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode json(BudgetUse use) {
        return JSON.createObjectNode()
                .put("ruleId", use.ruleId())
                .put("pool", use.pool())
                .put("unit", use.unit())
                .put("limit", plain(use.limit()))
                .put("used", plain(use.used()))
                .put("remaining", plain(use.remaining()))
                .put("cost", plain(use.cost()))
                .put("tokens", use.tokens())
                .put("unknownCostRequests", use.unknownRequests())
                .put("auditMode", use.auditMode())
                .put("periodStart", use.periodStart().toString())
                .put("resetsAt", use.resetsAt().toString());
    }

    private static BigDecimal plain(BigDecimal amount) {
        return amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
    }
}
