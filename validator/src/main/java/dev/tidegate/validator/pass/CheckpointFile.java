package dev.tidegate.validator.pass;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** One file that is replaced as a whole, now and then. */
final class CheckpointFile implements Checkpoint {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private static final int READABLE = 100;

    private final Path file;
    private long lastNanos = System.nanoTime();

    /** @param name any text: a collection's name */
    CheckpointFile(Path folder, String name) {
        this.file = folder.resolve(fileName(name));
    }

    /** Readable, no longer than a file's name may be, and another one for each name where case does not count, too. */
    private static String fileName(String name) {
        String readable = URLEncoder.encode(name, StandardCharsets.UTF_8);
        String start = readable.substring(0, Math.min(readable.length(), READABLE));
        return start + "-" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)) + ".json";
    }

    @Override
    public boolean isDue() {
        return System.nanoTime() - lastNanos > EVERY.toNanos();
    }

    @Override
    public void write(String json) {
        try {
            Files.createDirectories(file.getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, json);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            lastNanos = System.nanoTime();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep how far the validation is in " + file, e);
        }
    }

    @Override
    public Optional<String> read() {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read how far the validation is from " + file, e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }
}
