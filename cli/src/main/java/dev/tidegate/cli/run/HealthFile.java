package dev.tidegate.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A file that is written anew while the stages of this process work: what a container's health check reads. */
final class HealthFile {
    static final String VARIABLE = "TIDEGATE_HEALTH_FILE";

    private final Optional<Path> file;

    HealthFile(Map<String, String> environment) {
        this.file = Optional.ofNullable(environment.get(VARIABLE)).map(Path::of);
    }

    void touch() {
        file.ifPresent(path -> {
            try {
                Files.writeString(path, Instant.now() + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + path + ", which " + VARIABLE + " names", e);
            }
        });
    }

    void remove() {
        file.ifPresent(path -> {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot delete " + path + ", which " + VARIABLE + " names", e);
            }
        });
    }
}
