package aigateway.it;

import aigateway.it.server.MicroServer;

class MicroIT extends AcceptanceSuite {

    MicroIT() {
        super(new MicroServer());
    }
}
