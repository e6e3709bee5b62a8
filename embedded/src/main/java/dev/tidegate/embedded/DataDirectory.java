package dev.tidegate.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A server's directory, locked against a second server. Without a place to keep the data it is a temporary one, deleted
 * when closed.
 */
public final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final boolean temporary;
    private final FileChannel channel;

    private DataDirectory(Path path, boolean temporary, FileChannel channel) {
        this.path = path;
        this.temporary = temporary;
        this.channel = channel;
    }

    public static DataDirectory open(Optional<Path> kept, String server) {
        try {
            Path path = kept.isPresent()
                    ? Files.createDirectories(kept.get().toAbsolutePath())
                    : Files.createTempDirectory("tidegate-" + server + "-");
            Path lockFile = path.resolveSibling(path.getFileName() + ".lock");
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock(channel, path, server);
            return new DataDirectory(path, kept.isEmpty(), channel);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the data directory of " + server + ": " + e.getMessage(), e);
        }
    }

    public Path path() {
        return path;
    }

    public boolean isKept() {
        return !temporary;
    }

    @Override
    public void close() {
        try {
            channel.close();
            if (temporary) {
                deleteTree(path);
                Files.deleteIfExists(path.resolveSibling(path.getFileName() + ".lock"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put away " + path, e);
        }
    }

    private static void lock(FileChannel channel, Path path, String server) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new IllegalStateException(
                    "the data directory " + path + " is in use by another " + server + ": end that one first");
        }
    }

    /** Servers may still be deleting files of their own meanwhile. */
    public static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (NoSuchFileException e) {
            deleteTree(root);
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof NoSuchFileException)) {
                throw e;
            }
            deleteTree(root);
        }
    }
}
