package aigateway.it;

import aigateway.it.server.PayaraServer;

class PayaraServerIT extends ApplicationServerSuite {

    PayaraServerIT() {
        super(new PayaraServer());
    }
}
