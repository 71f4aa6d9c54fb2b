package aigateway.telemetry.query;

import aigateway.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;

class MetricsSearchOnH2Test extends MetricsSearchContract {

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
