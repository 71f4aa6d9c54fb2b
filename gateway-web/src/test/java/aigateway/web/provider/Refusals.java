package aigateway.web.provider;

import aigateway.routing.Target;
import aigateway.web.provider.http.UpstreamResponse;
import java.util.Map;

/** What a vendor's refusal becomes, for tests of who hears of it. */
public final class Refusals {

    private Refusals() {}

    public static UpstreamFailure of(int status, Target target) {
        return Failures.of(new UpstreamResponse.Whole(status, Map.of(), new byte[0]), target);
    }
}
