package aigateway.manifest;

import aigateway.store.TestDatabase;

class ManifestsOnH2Test extends ManifestsContract {

    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
