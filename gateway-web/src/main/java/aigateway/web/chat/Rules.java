package aigateway.web.chat;

import aigateway.admission.Admission;
import aigateway.budget.Budgets;
import aigateway.ratelimit.RateLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** What a call must pass, in this order: the cheap and short-lived rule first. */
@ApplicationScoped
public class Rules {

    @Produces
    @Singleton
    Admission admission(RateLimits rateLimits, Budgets budgets) {
        return new Admission(List.of(rateLimits.rule(), budgets.rule()));
    }
}
