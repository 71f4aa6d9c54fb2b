package aigateway.telemetry.query;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.store.TestDatabase;
import aigateway.telemetry.Conditions;
import aigateway.telemetry.Position;
import aigateway.telemetry.Viewer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpanSearchOnH2Test extends SpanSearchContract {

    private final TestDatabase h2 = TestDatabase.h2();

    @Override
    TestDatabase database() {
        return h2;
    }

    @Test
    void bothHalvesAreReadInTheOrderOfTheIndex() throws SQLException {
        SpanQuery everything = new SpanQuery(
                null, null, null, false, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), false,
                List.of());
        List<Conditions> values = new ArrayList<>();
        String sql = new Statement(everything, Viewer.OF_ALL, false, false)
                .sql("trace_id, span_id, start_ns", new Position(7, "a"), 10, values);
        try (Connection connection = h2.dataSource().getConnection();
                PreparedStatement explain = connection.prepareStatement("EXPLAIN " + sql)) {
            int next = 1;
            for (Conditions each : values) {
                next = each.bind(explain, next);
            }
            try (ResultSet plan = explain.executeQuery()) {
                assertThat(plan.next()).isTrue();
                assertThat(plan.getString(1).split("index sorted", -1))
                        .as(plan.getString(1))
                        .hasSize(3);
            }
        }
    }

    @AfterEach
    void stop() throws Exception {
        h2.close();
    }
}
