package aigateway.telemetry.query;

import aigateway.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;

class MetricsSearchOnPostgresTest extends MetricsSearchContract {

    private static final TestDatabase POSTGRES = TestDatabase.postgres();

    @Override
    TestDatabase database() {
        return POSTGRES;
    }

    @Override
    @BeforeEach
    void tell() {
        POSTGRES.transaction(entities -> {
            entities.createNativeQuery("DELETE FROM span_part").executeUpdate();
            return entities.createNativeQuery("DELETE FROM span").executeUpdate();
        });
        super.tell();
    }

    @AfterAll
    static void stop() throws Exception {
        POSTGRES.close();
    }
}
