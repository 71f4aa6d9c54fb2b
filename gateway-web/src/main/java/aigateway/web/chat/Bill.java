package aigateway.web.chat;

import aigateway.admission.Permit;
import aigateway.admission.Settlement;
import aigateway.call.Usage;
import aigateway.price.PriceCatalogue;
import aigateway.routing.Target;
import aigateway.web.dialect.ClientDialect;
import java.math.BigDecimal;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What a completion costs, and who pays: the rules that let it in. */
record Bill(ChatCall call, Permit permit, PriceCatalogue prices, InstantSource clock) {

    /** @return in dollars; null when there is no price */
    @Nullable
    BigDecimal pay(Target target, Usage usage) {
        ClientDialect.Charge charged = call.client().charged();
        if (charged == null) {
            return payUncharged(target, usage);
        }
        // What is charged already is told here and counts no more.
        permit.settle(Settlement.of(Usage.NONE, BigDecimal.ZERO).by(target.id()));
        return charged.cost();
    }

    /**
     * For what nobody has charged.
     *
     * @return in dollars; null when there is no price
     */
    @Nullable
    BigDecimal payUncharged(Target target, Usage usage) {
        BigDecimal cost = cost(target, usage);
        permit.settle(Settlement.of(usage, cost).by(target.id()));
        return cost;
    }

    void payNothing() {
        permit.settle(Settlement.of(Usage.NONE, BigDecimal.ZERO));
    }

    /** What is stored with a vendor has no price; what is made of it is told elsewhere. */
    private @Nullable BigDecimal cost(Target target, Usage usage) {
        return Told.isStored(call.request().operation())
                ? BigDecimal.ZERO
                : prices.find(target.account(), target.model(), clock.instant())
                        .map(price -> price.cost(usage))
                        .orElse(null);
    }
}
