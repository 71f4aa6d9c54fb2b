package aigateway.it;

import aigateway.it.server.PayaraServer;

class PayaraServerIT extends AcceptanceSuite {

    PayaraServerIT() {
        super(new PayaraServer());
    }
}
