package dev.tidegate.cli.command;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.InvalidMigrationException;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.operate.failure.InvalidRequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The {@code -f FILE} that most commands take. */
final class MigrationOption {
    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "the migration file, such as migrations/nextcrm/migration.yaml")
    private Path file;

    /** The file as it stands. */
    String text() {
        return text(file);
    }

    /** Reads the file; every problem with its line, and exit code 2, when it is broken. */
    Migration read() {
        return read(file);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the migration file " + file, e);
        }
    }

    static Migration read(Path file) {
        if (!Files.isReadable(file)) {
            throw new InvalidRequestException(
                    "cannot read the migration file " + file + ": no such file, or no right to read it");
        }
        try {
            return MigrationFile.read(file);
        } catch (InvalidMigrationException e) {
            throw new InvalidRequestException(
                    e.problems().size() + " problem(s) in the migration file; nothing was started\n"
                            + e.problems().stream()
                                    .map(problem -> "  " + file + ":" + problem.line() + ":" + problem.column() + ": "
                                            + problem.message())
                                    .collect(Collectors.joining("\n")));
        }
    }
}
