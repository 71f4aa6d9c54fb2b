package aigateway.web.provider;

import aigateway.routing.NodeHealth;
import aigateway.routing.Router;
import aigateway.routing.Target;
import java.util.concurrent.ForkJoinPool;

/** All targets are asked of one provider, for tests of what becomes of its answers. */
public final class OneProvider {

    private OneProvider() {}

    public static Upstreams of(LlmProvider provider) {
        Upstreams upstreams = new Upstreams();
        upstreams.providers = new LlmProviders() {
            @Override
            LlmProvider of(Target target) {
                return provider;
            }
        };
        upstreams.guards = new Guards();
        upstreams.guards.parts = new GuardParts(ForkJoinPool.commonPool());
        upstreams.nodeHealth = new NodeHealth();
        upstreams.router = new Router();
        upstreams.start();
        return upstreams;
    }
}
