package dev.tidegate.cli.file;

import dev.tidegate.operate.failure.InvalidRequestException;
import dev.tidegate.operate.failure.OperationFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that a command writes. It is there whole or not at all: an older one stays until the new one is complete. */
public record OutputFile(Path path) {

    /** @throws InvalidRequestException now rather than after hours of work */
    public void requireWritable() {
        if (Files.isDirectory(path)) {
            throw new InvalidRequestException("cannot write " + path + ": that is a directory; name a file in it");
        }
        try {
            Files.delete(unfinished());
        } catch (IOException e) {
            throw new InvalidRequestException("cannot write " + path + ": no such directory, or no right to write in "
                    + path.toAbsolutePath().getParent() + "; nothing was started");
        }
        if (Files.exists(path) && !Files.isWritable(path)) {
            throw new InvalidRequestException("cannot write " + path + ": it exists and may not be written");
        }
    }

    /** @throws OperationFailedException when the disk will not have it */
    public void write(String text) {
        try {
            Path unfinished = unfinished();
            try {
                Files.writeString(unfinished, text);
                if (Files.exists(path)) {
                    Files.setPosixFilePermissions(unfinished, Files.getPosixFilePermissions(path));
                }
                Files.move(
                        unfinished,
                        path.toAbsolutePath(),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw new OperationFailedException(
                    "cannot write " + path + " (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private Path unfinished() throws IOException {
        return Files.createTempFile(path.toAbsolutePath().getParent(), ".tidegate-", ".tmp");
    }
}
