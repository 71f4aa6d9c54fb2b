package aigateway.manifest;

import aigateway.platform.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The key that encrypts secrets at rest: of {@code GATEWAY_SECRET_KEY}, or of a file made at the first start. */
class SecretKeys {

    static final String FILE = "secret.key";

    private static final int KEY_BITS = 256;
    private static final int ITERATIONS = 120_000;
    private static final byte[] SALT = "ai-gateway secrets at rest".getBytes(StandardCharsets.UTF_8);

    private final Settings settings;

    SecretKeys(Settings settings) {
        this.settings = settings;
    }

    SecretKey key() {
        return derive(
                settings.secretKey().orElseGet(() -> fromFile(settings.dataDir().resolve(FILE))));
    }

    /**
     * Looks at the file before anything needs it.
     *
     * @throws IllegalStateException naming the file and what to do when it is not as it was made
     */
    void check() {
        if (settings.secretKey().isEmpty()) {
            kept().ifPresent(SecretKeys::fromFile);
        }
    }

    private Optional<Path> kept() {
        try {
            return Optional.of(settings.dataDir().resolve(FILE)).filter(Files::exists);
        } catch (IllegalStateException nowhere) {
            // A node that keeps nothing needs no directory.
            return Optional.empty();
        }
    }

    /** The salt is fixed because every node must arrive at the same key from the same setting. */
    private static SecretKey derive(String text) {
        try {
            PBEKeySpec spec = new PBEKeySpec(text.toCharArray(), SALT, ITERATIONS, KEY_BITS);
            byte[] bytes = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            return new SecretKeySpec(bytes, "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot derive keys with PBKDF2", e);
        }
    }

    private static String fromFile(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            String text = Files.readString(file).strip();
            if (!isWhole(text)) {
                throw new IllegalStateException(
                        file + " is damaged, and what it encrypted cannot be read without it."
                                + " Restore it from a backup; if no credential was stored yet, remove it, and a new one is made");
            }
            return text;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Cannot read or create " + file + ": set GATEWAY_SECRET_KEY, or GATEWAY_DATA_DIR to a directory"
                            + " that this process may write",
                    e);
        }
    }

    /** Any other text would be a key, too, and what is stored would look as if it had been encrypted by somebody else. */
    private static boolean isWhole(String text) {
        try {
            byte[] random = Base64.getDecoder().decode(text);
            // The decoder does not miss a last "=", and the key would.
            return random.length == KEY_BITS / Byte.SIZE
                    && Base64.getEncoder().encodeToString(random).equals(text);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /** Two web applications start side by side: the file appears whole, and only once. */
    private static void create(Path file) throws IOException {
        byte[] random = new byte[KEY_BITS / Byte.SIZE];
        new SecureRandom().nextBytes(random);
        Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Path draft = Files.createTempFile(directory, FILE, ".new", ownerOnly(directory));
        try {
            Files.writeString(draft, Base64.getEncoder().encodeToString(random) + "\n");
            publish(draft, file);
        } catch (FileAlreadyExistsException other) {
            // The other application was first; its key is everyone's.
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void publish(Path draft, Path file) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (UnsupportedOperationException noLinks) {
            Files.move(draft, file);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path directory) throws IOException {
        if (!Files.getFileStore(directory).supportsFileAttributeView("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }
}
