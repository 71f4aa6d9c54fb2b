package aigateway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @TempDir
    Path directory;

    @Test
    void dataDirectoryIsMadeWhenMissing() {
        Path wanted = directory.resolve("a/b");

        assertThat(settings(Map.of("gateway.data.dir", wanted.toString())).dataDir())
                .isEqualTo(wanted)
                .isDirectory();
    }

    @Test
    void unwritableDataDirectoryIsNamedWithItsSetting() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> settings(
                                Map.of("gateway.data.dir", file.resolve("data").toString()))
                        .dataDir())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("GATEWAY_DATA_DIR")
                .hasMessageContaining(file.toString());
    }

    @Test
    void hostsAreSeparatedByCommasOrSpaces() {
        assertThat(settings(Map.of("gateway.allowed.private.hosts", "localhost, 10.0.0.7  ollama"))
                        .allowedPrivateHosts())
                .containsExactly("localhost", "10.0.0.7", "ollama");
    }

    @Test
    void blankSettingIsNone() {
        assertThat(settings(Map.of("gateway.db.url", " ")).dbUrl()).isEmpty();
    }

    @Test
    void databaseIsEmbeddedUnlessNamed() {
        DatabaseAddress address = DatabaseAddress.of(settings(Map.of("gateway.data.dir", directory.toString())));

        assertThat(address.url()).startsWith("jdbc:h2:file:" + directory.resolve("gateway"));
        assertThat(address.setting()).isEqualTo("GATEWAY_DATA_DIR");
    }

    @Test
    void addressOfDatabaseMayLackTheDriversPrefix() {
        DatabaseAddress address =
                DatabaseAddress.of(settings(Map.of("gateway.db.url", "postgres://me:secret@db:5432/gateway")));

        assertThat(address.url()).startsWith("jdbc:postgresql://");
        assertThat(address).hasToString("jdbc:postgresql://db:5432/gateway");
    }

    @Test
    void databaseThatFallsSilentIsGivenUpUnlessTablesAreChanged() {
        DatabaseAddress address = DatabaseAddress.of(settings(Map.of("gateway.db.url", "postgres://db/gateway")));

        assertThat(address.properties()).containsEntry("socketTimeout", "30");
        assertThat(address.greeting()).hasValueSatisfying(said -> assertThat(said)
                .contains("'statement_timeout', '25s'", "'idle_in_transaction_session_timeout', '60s'"));
        assertThat(address.patient().url()).isEqualTo("jdbc:postgresql://db/gateway?socketTimeout=0");
        assertThat(address.patient().greeting()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "?socketTimeout=120, 115s, ?socketTimeout=0",
        "?ssl=true&socketTimeout=3&tcpKeepAlive=true, 1s, ?ssl=true&socketTimeout=0&tcpKeepAlive=true",
        "?socketTimeout=0, , ?socketTimeout=0",
        "?ssl=true, 25s, ?ssl=true&socketTimeout=0",
        "?options=-c%20statement_timeout=5s, 25s, ?options=-c%20statement_timeout=5s&socketTimeout=0"
    })
    void addressMayHaveATimeLimitOfItsOwn(String more, @Nullable String limit, String patient) {
        DatabaseAddress address =
                DatabaseAddress.of(settings(Map.of("gateway.db.url", "postgres://db/gateway" + more)));

        assertThat(address.greeting().map(said -> said.replaceAll(".*'statement_timeout', '([0-9]+s)'.*", "$1")))
                .isEqualTo(Optional.ofNullable(limit));
        assertThat(address.patient().url()).isEqualTo("jdbc:postgresql://db/gateway" + patient);
    }

    private static Settings settings(Map<String, String> values) {
        return new Settings(new FixedConfig(values));
    }
}
