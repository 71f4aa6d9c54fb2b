package aigateway.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretReferencesTest {

    private final SecretReferences references = new SecretReferences(name -> null);

    @TempDir
    Path folder;

    @Test
    void aFileHoldsOneSecretWithoutTheLinesEnd() throws Exception {
        Path file = Files.writeString(folder.resolve("key"), "sk-ü\n");

        assertThat(references.resolve("file:" + file)).isEqualTo("sk-ü");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertThat(references.resolve("file:" + link))
                .as("as mounted secrets are")
                .isEqualTo("sk-ü");
    }

    @Test
    void whatNeverEndsIsNotRead() {
        assertThatThrownBy(() -> references.resolve("file:/dev/zero")).hasMessageContaining("is no regular file");
        assertThatThrownBy(() -> references.resolve("file:" + folder)).hasMessageContaining("is no regular file");
    }

    @Test
    void aLongFileIsNotReadToItsEnd() throws Exception {
        Path file = Files.writeString(folder.resolve("long"), "x".repeat(64 * 1024 + 1));

        assertThatThrownBy(() -> references.resolve("file:" + file)).hasMessageContaining("is longer than");
    }

    @Test
    void whatIsNoTextIsNoSecret() throws Exception {
        Path file = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThatThrownBy(() -> references.resolve("file:" + file)).hasMessageContaining("cannot be read");
    }
}
