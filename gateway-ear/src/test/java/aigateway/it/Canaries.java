package aigateway.it;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Every key of the tests has the same word in it: where the word is found, a key was written down. */
final class Canaries {

    static final String WORD = "canary";

    private static final byte[] BYTES = WORD.getBytes(StandardCharsets.US_ASCII);

    private Canaries() {}

    /**
     * Files under a folder that hold the word: logs, the embedded database, the broker's journal. Archives are not read,
     * nor is what a broker at work deletes meanwhile.
     */
    static List<Path> filesIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException("There is nothing to look into at " + folder);
        }
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isRegularFile()
                            && !file.toString().matches(".*\\.([jwer]ar|zip|class)")
                            && isIn(file)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static boolean isIn(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            int matched = 0;
            for (int next = in.read(); next >= 0; next = in.read()) {
                matched = next == BYTES[matched] ? matched + 1 : next == BYTES[0] ? 1 : 0;
                if (matched == BYTES.length) {
                    return true;
                }
            }
            return false;
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /** Rows of any table of a PostgreSQL database that hold the word. */
    static List<String> rowsIn(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME"));
            }
        }
        if (tables.isEmpty()) {
            throw new IllegalStateException("There are no tables to look into");
        }
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("select t::text from \"" + table + "\" t where position('"
                        + WORD + "' in t::text) > 0 limit 1")) {
                    if (rows.next()) {
                        found.add(table + ": " + rows.getString(1));
                    }
                }
            }
        }
        return found;
    }
}
