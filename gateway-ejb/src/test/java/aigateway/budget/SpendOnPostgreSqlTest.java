package aigateway.budget;

import aigateway.store.TestDatabase;

class SpendOnPostgreSqlTest extends SpendContract {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
