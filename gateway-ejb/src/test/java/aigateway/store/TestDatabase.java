package aigateway.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** A database with the gateway's schema: H2 in memory, or a real PostgreSQL. Transactions are the test's own. */
public final class TestDatabase implements AutoCloseable {

    private final DataSource dataSource;
    private final AutoCloseable server;
    private final EntityManagerFactory factory;

    private TestDatabase(DataSource dataSource, AutoCloseable server) {
        this.dataSource = dataSource;
        this.server = server;
        Schema.migrate(dataSource);
        this.factory = Persistence.createEntityManagerFactory(
                "gateway",
                Map.of(
                        "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                        "jakarta.persistence.jtaDataSource", "",
                        "jakarta.persistence.nonJtaDataSource", dataSource,
                        "eclipselink.target-server", "None",
                        "eclipselink.session-name", UUID.randomUUID().toString()));
    }

    public static TestDatabase h2() {
        String url = "jdbc:h2:mem:" + UUID.randomUUID()
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=60000";
        JdbcConnectionPool pool = JdbcConnectionPool.create(url, "gateway", "");
        return new TestDatabase(pool, pool::dispose);
    }

    public static TestDatabase postgres() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .start();
            return new TestDatabase(postgres.getPostgresDatabase(), postgres);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One with the memory that a small machine would give it. */
    public static TestDatabase largePostgres() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .setServerConfig("shared_buffers", "512MB")
                    .setServerConfig("max_wal_size", "4GB")
                    .start();
            return new TestDatabase(postgres.getPostgresDatabase(), postgres);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public EntityManager entities() {
        return factory.createEntityManager();
    }

    /** Runs the work in a transaction of its own. */
    public <T> T transaction(Function<EntityManager, T> work) {
        try (EntityManager entities = entities()) {
            entities.getTransaction().begin();
            try {
                T result = work.apply(entities);
                entities.getTransaction().commit();
                return result;
            } finally {
                if (entities.getTransaction().isActive()) {
                    entities.getTransaction().rollback();
                }
            }
        }
    }

    @Override
    public void close() throws Exception {
        factory.close();
        server.close();
    }
}
