package aigateway.it;

import aigateway.it.server.MicroServer;

class MicroIT extends AcceptanceSuite implements DirectChatTests {

    MicroIT() {
        super(new MicroServer());
    }
}
