package aigateway.telemetry.query;

import aigateway.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;

class SpanSearchOnPostgresTest extends SpanSearchContract {

    private static final TestDatabase POSTGRES = TestDatabase.postgres();

    @Override
    TestDatabase database() {
        return POSTGRES;
    }

    @BeforeEach
    void empty() {
        POSTGRES.transaction(entities -> {
            entities.createNativeQuery("DELETE FROM span_part").executeUpdate();
            return entities.createNativeQuery("DELETE FROM span").executeUpdate();
        });
    }

    @AfterAll
    static void stop() throws Exception {
        POSTGRES.close();
    }
}
