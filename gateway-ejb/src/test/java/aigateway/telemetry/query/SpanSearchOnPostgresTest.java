package aigateway.telemetry.query;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.store.TestDatabase;
import aigateway.telemetry.Conditions;
import aigateway.telemetry.Operator;
import aigateway.telemetry.SpanColumns;
import aigateway.telemetry.SpanStore;
import aigateway.telemetry.TestSpans;
import aigateway.telemetry.TestStore;
import aigateway.telemetry.Viewer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpanSearchOnPostgresTest extends SpanSearchContract {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
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

    @Test
    void rareValuesAreFoundByTheirIndexAndCommonOnesByTime() throws SQLException {
        SpanStore store = TestStore.on(POSTGRES);
        for (int i = 0; i < 1_000; i++) {
            store.save(TestSpans.chat(i, NOON.plusSeconds(i))
                    .text("own.kind", i == 700 ? "rare" : "common")
                    .message());
        }
        try (Connection connection = POSTGRES.dataSource().getConnection();
                java.sql.Statement statement = connection.createStatement()) {
            // New entries of the index wait in a list, which costs whoever reads it.
            statement.execute("VACUUM ANALYZE span");
        }
        assertThat(plan("rare")).contains("span_tags").contains("span_untagged");
        assertThat(plan("common")).contains("span_newest").doesNotContain("span_tags");
    }

    private static String plan(String value) throws SQLException {
        Filter filter = new Filter(Filter.Subject.ATTRIBUTE, "own.kind", Operator.EQUAL, List.of(value));
        SpanQuery query = new SpanQuery(
                NOON,
                NOON.plusSeconds(86_400),
                null,
                false,
                List.of(),
                List.of(),
                List.of(""),
                List.of(),
                List.of(),
                List.of(),
                false,
                List.of(filter));
        List<Conditions> values = new ArrayList<>();
        String sql = new Statement(query, Viewer.OF_ALL, false, true).sql(SpanColumns.LIST, null, 51, values);
        StringBuilder plan = new StringBuilder();
        try (Connection connection = POSTGRES.dataSource().getConnection();
                java.sql.Statement small = connection.createStatement();
                PreparedStatement explain = connection.prepareStatement("EXPLAIN " + sql)) {
            // So few rows are read fastest without any index.
            small.execute("SET enable_seqscan = off");
            values.get(0).bind(explain, 1);
            try (ResultSet lines = explain.executeQuery()) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
        }
        return plan.toString();
    }

    @AfterAll
    static void stop() throws Exception {
        POSTGRES.close();
    }
}
