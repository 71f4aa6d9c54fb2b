package aigateway.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Secrets that are kept elsewhere and only named here: {@code env:NAME} and {@code file:PATH}. */
final class SecretReferences {

    private static final String ENV = "env:";
    private static final String FILE = "file:";
    private static final int MAX_BYTES = 64 * 1024;

    private final UnaryOperator<@Nullable String> environment;

    SecretReferences(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    static SecretReferences ofThisProcess() {
        return new SecretReferences(System::getenv);
    }

    static boolean isReference(String text) {
        return text.startsWith(ENV) || text.startsWith(FILE);
    }

    /**
     * @return the secret in the clear; the text itself when it is no reference
     * @throws MissingException saying what is missing, never what was found
     */
    String resolve(String text) throws MissingException {
        if (text.startsWith(ENV)) {
            String name = text.substring(ENV.length());
            String value = environment.apply(name);
            if (value == null || value.isBlank()) {
                throw new MissingException("environment variable " + name + " is not set");
            }
            return value.strip();
        }
        if (text.startsWith(FILE)) {
            return read(text.substring(FILE.length()));
        }
        return text;
    }

    private static String read(String name) throws MissingException {
        try {
            Path file = Path.of(name);
            // A device or a pipe may never end, or never begin.
            if (!Files.isRegularFile(file)) {
                throw new MissingException(
                        "file " + name + (Files.exists(file) ? " is no regular file" : " cannot be read"));
            }
            String value = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(file)))
                    .toString()
                    .strip();
            if (value.isEmpty()) {
                throw new MissingException("file " + name + " is empty");
            }
            return value;
        } catch (IOException | InvalidPathException e) {
            throw new MissingException("file " + name + " cannot be read");
        }
    }

    /** The size that a file system tells need not be true. */
    private static byte[] bytes(Path file) throws IOException, MissingException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new MissingException("file " + file + " is longer than " + MAX_BYTES + " bytes");
            }
            return bytes;
        }
    }

    /** The reference points at nothing. */
    static final class MissingException extends Exception {

        private static final long serialVersionUID = 1L;

        MissingException(String message) {
            super(message, null, false, false);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
