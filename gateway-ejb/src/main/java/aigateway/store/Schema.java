package aigateway.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The tables, for whichever database there is. */
final class Schema {

    private Schema() {}

    /** Brings them up to date. What only PostgreSQL can do is in a folder of its own, with numbers in the same row. */
    static void migrate(DataSource dataSource) {
        // The loader of this module: in an EAR the one of the shared libraries does not see what is in here.
        Flyway.configure(Schema.class.getClassLoader())
                .dataSource(dataSource)
                .locations(
                        isPostgres(dataSource)
                                ? new String[] {"classpath:db/migration", "classpath:db/postgresql"}
                                : new String[] {"classpath:db/migration"})
                .failOnMissingLocations(true)
                // As long as another node is at it, however large its tables are.
                .lockRetryCount(-1)
                .load()
                .migrate();
    }

    private static boolean isPostgres(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            return "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not say which one it is", e);
        }
    }
}
