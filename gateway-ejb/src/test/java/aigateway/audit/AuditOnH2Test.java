package aigateway.audit;

import aigateway.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;

class AuditOnH2Test extends AuditContract {

    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }
}
