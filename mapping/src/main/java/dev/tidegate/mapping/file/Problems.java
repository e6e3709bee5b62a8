package dev.tidegate.mapping.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Collects what is wrong with a file, so that all of it is reported at once. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();

    void add(Node at, String message) {
        add(at.getStartMark(), message);
    }

    void add(Mark at, String message) {
        found.add(new Problem(at.getLine() + 1, at.getColumn() + 1, message));
    }

    void throwIfAny(String file) {
        if (!found.isEmpty()) {
            throw new InvalidMigrationException(file, inOrder());
        }
    }

    private List<Problem> inOrder() {
        return found.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .toList();
    }
}
