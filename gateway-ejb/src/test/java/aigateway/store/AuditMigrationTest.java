package aigateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** Who changed which manifest was a table of its own once; a gateway that is updated keeps what is there. */
class AuditMigrationTest {

    @Test
    void oldChangesAreInTheAuditTrailOnH2() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID()
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1");
        oldChangesAreKept(database);
    }

    @Test
    void oldChangesAreInTheAuditTrailOnPostgreSql() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            oldChangesAreKept(postgres.getPostgresDatabase());
        }
    }

    private static void oldChangesAreKept(DataSource database) throws SQLException {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .target("80")
                .load()
                .migrate();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    INSERT INTO manifest_change
                      (id, version, kind, name, changed_by, changed_at, document_before, document_after) VALUES
                      (50, 1, 'team', 'ml', 'user:ann', 1000, NULL, '{"a":1}'),
                      (51, 2, 'team', 'ml', 'user:bob', 2000, '{"a":1}', '{"a":2}'),
                      (100, 3, 'team', 'ml', 'user:eve', 3000, '{"a":2}', NULL)
                    """);
        }

        Schema.migrate(database);

        List<String> kept = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT id, actor, action, thing_type, thing_name, version, document_before, document_after,"
                                + " happened_at, last_at, times FROM audit_event ORDER BY id")) {
            while (row.next()) {
                assertThat(row.getLong(1))
                        .as("before all that the sequence gives")
                        .isNegative();
                StringBuilder text = new StringBuilder();
                for (int i = 2; i <= 11; i++) {
                    text.append(row.getString(i)).append(' ');
                }
                kept.add(text.toString().strip());
            }
        }
        assertThat(kept)
                .containsExactly(
                        "user:ann MANIFEST_CREATED team ml 1 null {\"a\":1} 1000 1000 1",
                        "user:bob MANIFEST_CHANGED team ml 2 {\"a\":1} {\"a\":2} 2000 2000 1",
                        "user:eve MANIFEST_DELETED team ml 3 {\"a\":2} null 3000 3000 1");
    }
}
