package aigateway.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The data directory of this process, and of no other: two journals or two databases in one place destroy each other. Who
 * holds it stands in its lock file; the operating system lets go of it however the process ends.
 */
final class DataDirectory implements AutoCloseable {

    private static final String LOCK = "process.lock";
    private static final int LONGEST_ID = 32;

    private final FileChannel channel;

    private DataDirectory(FileChannel channel) {
        this.channel = channel;
    }

    /** The directory belongs to another process. */
    static final class TakenException extends IOException {

        private static final long serialVersionUID = 1L;

        TakenException(Path directory, String holder) {
            super("The data directory " + directory + " is in use"
                    + (holder.isEmpty() ? "" : " by the process " + holder)
                    + ": stop that process, or set GATEWAY_DATA_DIR to a directory of this one's own");
        }
    }

    /** Made where it is missing, for its owner alone: it holds keys. */
    static DataDirectory take(Path directory) throws IOException {
        Files.createDirectories(directory, ownersOnly("rwx------"));
        Path file = directory.resolve(LOCK);
        if (!Files.exists(file)) {
            createLock(file);
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (!isLocked(channel)) {
                throw new TakenException(directory, holder(channel));
            }
            channel.truncate(0);
            channel.write(StandardCharsets.US_ASCII.encode(
                    String.valueOf(ProcessHandle.current().pid())));
            return new DataDirectory(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void createLock(Path file) throws IOException {
        try {
            Files.createFile(file, ownersOnly("rw-------"));
        } catch (java.nio.file.FileAlreadyExistsException another) {
            // Which of the two it belongs to, the lock says.
        }
    }

    private static FileAttribute<?>[] ownersOnly(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldHere) {
            return false;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer id = ByteBuffer.allocate(LONGEST_ID);
        channel.read(id, 0);
        return StandardCharsets.US_ASCII.decode(id.flip()).toString().strip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
