package dev.tidegate.cli.validate;

import dev.tidegate.operate.failure.InvalidRequestException;
import dev.tidegate.operate.failure.OperationFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where a report goes. It is there whole or not at all: an older one stays until the new one is complete. */
public record ReportFile(Path path) {

    /** @throws InvalidRequestException now rather than after hours of work */
    public void requireWritable() {
        if (Files.isDirectory(path)) {
            throw new InvalidRequestException(
                    "cannot write the report " + path + ": that is a directory; name a file in it");
        }
        try {
            Files.delete(Files.createTempFile(directory(), ".tidegate-report-", ".tmp"));
        } catch (IOException e) {
            throw new InvalidRequestException("cannot write the report " + path
                    + ": no such directory, or no right to write in " + directory() + "; nothing was started");
        }
        if (Files.exists(path) && !Files.isWritable(path)) {
            throw new InvalidRequestException("cannot write the report " + path + ": it exists and may not be written");
        }
    }

    /** @throws OperationFailedException when the disk will not have it */
    public void write(String report) {
        try {
            Path unfinished = Files.createTempFile(directory(), ".tidegate-report-", ".tmp");
            try {
                Files.writeString(unfinished, report);
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
                    "cannot write the report " + path + " (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private Path directory() {
        return path.toAbsolutePath().getParent();
    }
}
