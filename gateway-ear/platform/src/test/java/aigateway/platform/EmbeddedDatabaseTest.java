package aigateway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedDatabaseTest {

    private static final int COMMITS = 50;

    @TempDir
    Path directory;

    @Test
    void commitSurvivesProcessThatIsKilledRightAfterIt() throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        directory.toString())
                .inheritIO()
                .start();

        assertThat(writer.waitFor()).isEqualTo(Writer.KILLED);
        try (Connection connection = open(directory);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM spend")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(COMMITS);
        }
    }

    @AfterEach
    void letGo() {
        EmbeddedDatabase.letGo();
    }

    @Test
    void conflictsAreSkippedAsPostgresSkipsThem() throws Exception {
        try (Connection connection = open(directory);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE span (id BIGINT PRIMARY KEY)");
            statement.execute("INSERT INTO span VALUES (1)");

            assertThat(statement.executeUpdate("INSERT INTO span VALUES (1) ON CONFLICT DO NOTHING"))
                    .isZero();
        }
    }

    @Test
    void lastConnectionLeavesTheFileOpenAndAsItIs() throws Exception {
        Path path = directory.resolve("gateway.mv.db");
        byte[] before;
        try (Connection last = open(directory);
                Statement statement = last.createStatement()) {
            statement.execute("CREATE TABLE spend (n INT)");
            before = Files.readAllBytes(path);
        }

        assertThat(Files.readAllBytes(path)).isEqualTo(before);
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            assertThatThrownBy(file::tryLock).isInstanceOf(OverlappingFileLockException.class);
        }
        EmbeddedDatabase.connect(address(directory)).close();
    }

    @Test
    void whatAnotherApplicationHasClosedAndThisOneHasOpenedAgainIsLetGo() throws Exception {
        DatabaseAddress address = address(directory);
        EmbeddedDatabase.connect(address).close();
        try (Connection others = open(directory);
                Statement statement = others.createStatement()) {
            statement.execute("SHUTDOWN IMMEDIATELY");
        } catch (SQLException closedUnderTheStatement) {
            // As it should be.
        }
        try (Connection late = EmbeddedDatabase.connect(address);
                Statement statement = late.createStatement()) {
            statement.execute("CREATE TABLE spend (n INT)");

            EmbeddedDatabase.letGo();

            try (FileChannel file = FileChannel.open(directory.resolve("gateway.mv.db"), StandardOpenOption.WRITE);
                    FileLock lock = file.tryLock()) {
                assertThat(lock.isValid()).isTrue();
            }
        }
    }

    /** As it is: H2 that closes its file in good order cannot always read it again. */
    @Test
    void fileIsClosedAsItIsOnceItIsLetGo() throws Exception {
        DatabaseAddress address = address(directory);
        Path path = directory.resolve("gateway.mv.db");
        try (Connection last = EmbeddedDatabase.connect(address);
                Statement statement = last.createStatement();
                FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            statement.execute("CREATE TABLE spend (n INT)");
            statement.execute("INSERT INTO spend VALUES (1)");
            assertThatThrownBy(file::tryLock).isInstanceOf(OverlappingFileLockException.class);
            byte[] before = Files.readAllBytes(path);

            EmbeddedDatabase.letGo();

            try (FileLock lock = file.tryLock()) {
                assertThat(lock.isValid()).isTrue();
            }
            assertThatThrownBy(() -> statement.execute("INSERT INTO spend VALUES (2)"))
                    .isInstanceOf(SQLException.class);
            assertThat(Files.readAllBytes(path)).isEqualTo(before);
        }
        try (Connection again = EmbeddedDatabase.connect(address);
                Statement statement = again.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM spend")) {
            rows.next();
            assertThat(rows.getInt(1)).isOne();
        }
    }

    @Test
    void fullDiskIsForgottenWhenThereIsRoomAgain() throws Exception {
        FilePath.register(new FullDisk());
        DatabaseAddress file = address(directory);
        DatabaseAddress address = new DatabaseAddress(
                file.url().replace("h2:file:", "h2:full:"), file.user(), file.password(), file.setting());
        try (Connection connection = EmbeddedDatabase.connect(address);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE spend (n INT)");
            statement.execute("INSERT INTO spend VALUES (1)");
            FullDisk.full = true;
            assertThatThrownBy(() -> statement.execute("INSERT INTO spend VALUES (2)"))
                    .hasStackTraceContaining("No space left");
            assertThatThrownBy(() -> EmbeddedDatabase.connect(address)).isInstanceOf(SQLException.class);
        } finally {
            FullDisk.full = false;
        }

        try (Connection connection = EmbeddedDatabase.connect(address);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO spend VALUES (3)");
            try (ResultSet rows = statement.executeQuery("SELECT n FROM spend ORDER BY n")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(1);
                rows.last();
                assertThat(rows.getInt(1)).isEqualTo(3);
            }
        }
    }

    @Test
    void fullDiskAtTheStartIsNoDamage() {
        FilePath.register(new FullDisk());
        DatabaseAddress file = address(directory);
        DatabaseAddress address = new DatabaseAddress(
                file.url().replace("h2:file:", "h2:full:"), file.user(), file.password(), file.setting());
        FullDisk.full = true;
        try {
            assertThatThrownBy(() -> EmbeddedDatabase.connect(address))
                    .isNotInstanceOf(EmbeddedDatabase.DamagedException.class)
                    .hasStackTraceContaining("No space left");
        } finally {
            FullDisk.full = false;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 4096, 9000})
    void damagedFileIsNamedAtOnceAndNotWaitedFor(int length) throws Exception {
        Path file = directory.resolve("gateway.mv.db");
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        Files.write(file, noise);
        DatabaseAddress address = address(directory);
        Arrival arrival = new Arrival(Duration.ofMillis(200), Duration.ofMillis(5));
        AtomicInteger attempts = new AtomicInteger();

        assertThatThrownBy(() -> arrival.await(address, () -> {
                    attempts.incrementAndGet();
                    return EmbeddedDatabase.connect(address);
                }))
                .hasMessageContaining("the file " + file + " is damaged")
                .hasMessageContaining("Restore it from a backup");
        assertThat(attempts).hasValue(1);
    }

    private static DatabaseAddress address(Path directory) {
        return DatabaseAddress.of(new Settings(new FixedConfig(Map.of("gateway.data.dir", directory.toString()))));
    }

    private static Connection open(Path directory) throws SQLException {
        DatabaseAddress address = address(directory);
        return DriverManager.getConnection(address.url(), address.properties());
    }

    /** Commits, and ends without a word as {@code kill -9} would have it. */
    static final class Writer {

        static final int KILLED = 9;

        public static void main(String[] arguments) throws Exception {
            Connection connection = open(Path.of(arguments[0]));
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE spend (n INT)");
                for (int n = 0; n < COMMITS; n++) {
                    statement.execute("INSERT INTO spend VALUES (" + n + ")");
                    connection.commit();
                }
            }
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
