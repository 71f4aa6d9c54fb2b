package aigateway.it;

import aigateway.it.server.WildFlyServer;

class WildFlyIT extends AcceptanceSuite {

    WildFlyIT() {
        super(new WildFlyServer());
    }
}
