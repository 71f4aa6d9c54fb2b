package aigateway.audit;

import aigateway.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;

class AuditOnPostgreSqlTest extends AuditContract {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }
}
