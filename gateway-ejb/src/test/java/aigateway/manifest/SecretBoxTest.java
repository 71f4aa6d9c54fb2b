package aigateway.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.identity.TestConfig;
import aigateway.platform.Settings;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {

    private final SecretBox box = TestManifests.box((byte) 1);

    @Test
    void whatWasSealedOpensInItsOwnPlaceOnly() {
        String sealed = box.seal("sk-canary", "provider-account/a");

        assertThat(sealed).doesNotContain("canary");
        assertThat(box.open(sealed, "provider-account/a")).contains("sk-canary");
        assertThat(box.open(sealed, "provider-account/b")).isEmpty();
        assertThat(TestManifests.box((byte) 2).open(sealed, "provider-account/a"))
                .isEmpty();
    }

    @Test
    void theSameTextIsNeverSealedTheSameWay() {
        assertThat(box.seal("x", "p")).isNotEqualTo(box.seal("x", "p"));
    }

    @Test
    void whatWasTamperedWithDoesNotOpen() {
        String sealed = box.seal("sk-canary", "p");
        for (int i = SecretBox.PREFIX.length(); i < sealed.length() - 1; i++) {
            char changed = sealed.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(box.open(sealed.substring(0, i) + changed + sealed.substring(i + 1), "p"))
                    .isEmpty();
        }
        assertThat(box.open("sealed:v1:", "p")).isEmpty();
        assertThat(box.open("sealed:v1:%%%", "p")).isEmpty();
        assertThat(box.open("sk-canary", "p")).isEmpty();
    }

    @Test
    void applicationsThatStartTogetherMakeOneKeyForTheOwnerAlone(@TempDir Path dataDir) throws Exception {
        Path file = dataDir.resolve(SecretKeys.FILE);
        Method fromFile = SecretKeys.class.getDeclaredMethod("fromFile", Path.class);
        fromFile.setAccessible(true);
        Callable<Object> start = () -> fromFile.invoke(null, file);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Object>> keys = threads.invokeAll(List.of(start, start, start, start, start, start, start, start));
        threads.shutdown();

        Object first = keys.get(0).get();
        for (Future<Object> key : keys) {
            assertThat(key.get()).isEqualTo(first);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(dataDir)) {
            assertThat(files).containsExactly(file);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 42, 43})
    void keyFileThatIsDamagedIsRefusedWithWhatToDo(int length, @TempDir Path dataDir) throws Exception {
        SecretKeys keys = keys(dataDir);
        keys.check();
        Path file = dataDir.resolve(SecretKeys.FILE);
        assertThat(file).doesNotExist();
        keys.key();
        keys.check();

        Files.writeString(file, Files.readString(file).substring(0, length));

        assertThatThrownBy(keys::check)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(file + " is damaged")
                .hasMessageContaining("Restore it from a backup")
                .hasMessageContaining("remove it");
        assertThatThrownBy(keys::key).hasMessageContaining(file + " is damaged");
    }

    @Test
    void damagedFileDoesNotMatterBesideAKeyThatIsSet(@TempDir Path dataDir) throws Exception {
        Files.writeString(dataDir.resolve(SecretKeys.FILE), "damaged");

        new SecretKeys(new Settings(new TestConfig(
                        Map.of("gateway.data.dir", dataDir.toString(), "gateway.secret.key", "the key of a cluster"))))
                .check();
    }

    @Test
    void theSameIsSealedAlikeForTheSamePlaceOnly() {
        String sealed = box.sealAlike("account/msg_1", "of Ada");

        assertThat(box.sealAlike("account/msg_1", "of Ada")).isEqualTo(sealed);
        assertThat(box.sealAlike("account/msg_2", "of Ada").substring(0, 26)).isNotEqualTo(sealed.substring(0, 26));
        assertThat(box.sealAlike("account/msg_1", "of Bob")).isNotEqualTo(sealed);
        assertThat(box.open(sealed, "of Ada")).contains("account/msg_1");
        assertThat(box.open(sealed, "of Bob")).isEmpty();
    }

    private static SecretKeys keys(Path dataDir) {
        return new SecretKeys(new Settings(new TestConfig(Map.of("gateway.data.dir", dataDir.toString()))));
    }
}
