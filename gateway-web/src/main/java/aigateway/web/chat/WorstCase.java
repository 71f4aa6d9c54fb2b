package aigateway.web.chat;

import aigateway.call.Usage;
import aigateway.price.PriceCatalogue;
import aigateway.routing.Plan;
import aigateway.routing.Target;
import aigateway.web.media.AskedUnits;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.OutputBound;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The most that a request can come to, at whichever of its targets: what is reserved for it.
 *
 * @param bounded no target may answer with more; otherwise {@code outputTokens} is a guess
 * @param cost dollars the dearest target would charge; null where no price is known
 */
record WorstCase(long outputTokens, boolean bounded, @Nullable BigDecimal cost) {

    static final WorstCase NOTHING = new WorstCase(0, true, null);

    static WorstCase of(ChatRequest request, Plan plan, PriceCatalogue prices, Instant now) {
        WorstCase worst = NOTHING;
        for (Target target : plan.targets()) {
            worst = worst.or(at(target, request, prices, now));
        }
        for (Plan.Fallback fallback : plan.fallbacks()) {
            worst = worst.or(at(fallback.target(), request, prices, now));
        }
        return worst;
    }

    private static WorstCase at(Target target, ChatRequest request, PriceCatalogue prices, Instant now) {
        OutputBound bound = request.bound().at(target.model().defaults(), target.overrides());
        long output = request.outputTokens(bound);
        Usage most = AskedUnits.most(request, Usage.of(request.inputTokens(), output));
        BigDecimal cost = prices.find(target.account(), target.model(), now)
                .map(price -> price.most(most))
                .orElse(null);
        return new WorstCase(output, request.isOutputBounded(bound), cost);
    }

    private WorstCase or(WorstCase other) {
        BigDecimal dearer = cost == null ? other.cost : other.cost == null ? cost : cost.max(other.cost);
        return new WorstCase(Math.max(outputTokens, other.outputTokens), bounded && other.bounded, dearer);
    }
}
