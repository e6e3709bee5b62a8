package dev.tidegate.mapping.file;

import java.util.List;
import java.util.stream.Collectors;

/** A migration file is broken. Has every problem that was found, in the order of lines. */
public final class InvalidMigrationException extends RuntimeException {
    private final List<Problem> problems;

    public InvalidMigrationException(String file, List<Problem> problems) {
        super(problems.stream()
                .map(problem -> file + ":" + problem.line() + ":" + problem.column() + ": " + problem.message())
                .collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
