package aigateway.telemetry;

import aigateway.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;

class SpanStoreOnH2Test extends SpanStoreContract {

    private final TestDatabase h2 = TestDatabase.h2();

    @Override
    TestDatabase database() {
        return h2;
    }

    @AfterEach
    void stop() throws Exception {
        h2.close();
    }
}
