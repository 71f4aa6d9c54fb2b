package aigateway.manifest;

import aigateway.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;

class ManifestsOnPostgresTest extends ManifestsContract {

    private static final TestDatabase POSTGRES = TestDatabase.postgres();

    @Override
    TestDatabase database() {
        return POSTGRES;
    }

    @BeforeEach
    void empty() {
        POSTGRES.transaction(entities -> {
            entities.createNativeQuery("DELETE FROM manifest").executeUpdate();
            entities.createNativeQuery("DELETE FROM audit_event").executeUpdate();
            return entities.createNativeQuery("UPDATE change_counter SET version = 0")
                    .executeUpdate();
        });
    }

    @AfterAll
    static void stop() throws Exception {
        POSTGRES.close();
    }
}
