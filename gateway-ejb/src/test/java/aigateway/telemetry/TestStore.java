package aigateway.telemetry;

import aigateway.store.TestDatabase;

/** A store without a container around it. */
public final class TestStore {

    private TestStore() {}

    public static SpanStore on(TestDatabase database) {
        SpanStore store = new SpanStore();
        store.dataSource = database.dataSource();
        return store;
    }

    public static SpanQueries queries(TestDatabase database) {
        SpanQueries queries = new SpanQueries();
        queries.dataSource = database.dataSource();
        return queries;
    }
}
