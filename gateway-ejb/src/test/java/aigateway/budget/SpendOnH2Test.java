package aigateway.budget;

import aigateway.store.TestDatabase;

class SpendOnH2Test extends SpendContract {

    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
