package dev.tidegate.bench.setup;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** NextCRM's migration file in a directory for commands, which goes with it. */
public record NextCrmFile(Path directory) implements AutoCloseable {
    private static final String RESOURCE = "migrations/nextcrm/migration.yaml";

    public static NextCrmFile write() {
        try (InputStream content = NextCrmFile.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            if (content == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the program: build it again");
            }
            NextCrmFile file = new NextCrmFile(Files.createTempDirectory("tidegate-bench-"));
            Files.copy(content, file.path());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the migration file", e);
        }
    }

    public Path path() {
        return directory.resolve("migration.yaml");
    }

    public Path stateDirectory() {
        return directory.resolve("state");
    }

    public Migration read() {
        return MigrationFile.read(path());
    }

    @Override
    public void close() {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }
}
