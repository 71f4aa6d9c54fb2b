package aigateway.delivery;

import aigateway.store.TestDatabase;

class LedgerOnPostgresTest extends LedgerContract {

    LedgerOnPostgresTest() {
        super(TestDatabase.postgres());
    }
}
