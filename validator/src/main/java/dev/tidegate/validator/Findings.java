package dev.tidegate.validator;

import dev.tidegate.validator.Difference.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Differences and counts of a comparison under way: the first differences are kept, all are counted. Thread-safe. */
final class Findings {
    private final int kept;
    private final List<Difference> differences = new ArrayList<>();
    private final Map<Kind, Long> byKind = new EnumMap<>(Kind.class);
    private final Map<String, Long> tableRows = new HashMap<>();

    Findings(int kept) {
        this.kept = kept;
    }

    synchronized void add(Difference difference) {
        byKind.merge(difference.kind(), 1L, Long::sum);
        if (differences.size() < kept) {
            differences.add(difference);
        }
    }

    void add(String table, String id, Kind kind, String detail) {
        add(Difference.of(table, id, kind, detail));
    }

    synchronized void rows(String table, long count) {
        tableRows.merge(table, count, Long::sum);
    }

    synchronized List<Difference> differences() {
        return List.copyOf(differences);
    }

    synchronized Map<Kind, Long> byKind() {
        return Map.copyOf(byKind);
    }

    synchronized Map<String, Long> tableRows() {
        return Map.copyOf(tableRows);
    }
}
