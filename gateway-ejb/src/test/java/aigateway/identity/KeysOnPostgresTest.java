package aigateway.identity;

import aigateway.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;

class KeysOnPostgresTest extends KeysContract {

    private static final TestDatabase POSTGRES = TestDatabase.postgres();

    @Override
    TestDatabase database() {
        return POSTGRES;
    }

    @AfterAll
    static void stop() throws Exception {
        POSTGRES.close();
    }
}
