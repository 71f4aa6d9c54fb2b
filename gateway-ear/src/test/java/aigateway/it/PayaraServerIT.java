package aigateway.it;

import aigateway.it.server.PayaraServer;

class PayaraServerIT extends ApplicationServerSuite implements DirectChatTests {

    PayaraServerIT() {
        super(new PayaraServer());
    }
}
