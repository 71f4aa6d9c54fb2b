package aigateway.web.provider;

import aigateway.web.openai.UnknownEvents;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.annotation.Gauge;

/** What vendors do that an operator should hear of. */
@ApplicationScoped
public class UpstreamFigures {

    /** Events of vendors' streams, and blocks in them, that were passed over because nobody here knows them. */
    @Gauge(name = "ai_gateway_upstream_events_unknown", absolute = true, unit = MetricUnits.NONE)
    public long unknownEvents() {
        return UnknownEvents.count();
    }
}
