package aigateway.identity;

import aigateway.store.TestDatabase;

class KeysOnH2Test extends KeysContract {

    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
