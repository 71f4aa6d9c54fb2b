package aigateway.it;

import aigateway.it.server.WildFlyServer;

class WildFlyIT extends ApplicationServerSuite {

    WildFlyIT() {
        super(new WildFlyServer());
    }
}
