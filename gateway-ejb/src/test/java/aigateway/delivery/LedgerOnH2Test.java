package aigateway.delivery;

import aigateway.store.TestDatabase;

class LedgerOnH2Test extends LedgerContract {

    LedgerOnH2Test() {
        super(TestDatabase.h2());
    }
}
