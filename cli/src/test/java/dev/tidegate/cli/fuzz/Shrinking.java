package dev.tidegate.cli.fuzz;

import dev.tidegate.mapping.file.InvalidMigrationException;
import dev.tidegate.mapping.file.MigrationFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Leaves out documents and declarations of a round for as long as the same finding stays and there is time. */
final class Shrinking {
    private final Function<Round, Optional<Finding>> trial;
    private final String kind;
    private final Instant deadline;
    private Round smallest;
    private Finding finding;

    Shrinking(Round round, Finding finding, Function<Round, Optional<Finding>> trial, Duration budget) {
        this.smallest = round;
        this.finding = finding;
        this.kind = finding.kind();
        this.trial = trial;
        this.deadline = Instant.now().plus(budget);
    }

    Round smallest() {
        return smallest;
    }

    Finding finding() {
        return finding;
    }

    void run() {
        documents();
        declarations();
        documents();
    }

    /** Halves, quarters, and so on, as delta debugging does. */
    private void documents() {
        int parts = 2;
        List<String> subjects = new ArrayList<>(smallest.script().subjects());
        while (subjects.size() > 1 && parts <= Math.max(2, subjects.size()) && isTime()) {
            boolean isSmaller = false;
            int size = (subjects.size() + parts - 1) / parts;
            for (int from = 0; from < subjects.size() && isTime(); from += size) {
                Set<String> kept = new LinkedHashSet<>(subjects);
                kept.removeAll(subjects.subList(from, Math.min(subjects.size(), from + size)));
                if (fails(smallest.withScript(smallest.script().keeping(write -> kept.contains(write.subject()))))) {
                    subjects = new ArrayList<>(kept);
                    isSmaller = true;
                    break;
                }
            }
            parts = isSmaller
                    ? Math.max(2, parts - 1)
                    : parts == subjects.size() ? parts + 1 : Math.min(parts * 2, subjects.size());
        }
    }

    private void declarations() {
        for (List<String> path : paths(smallest.file(), List.of())) {
            if (!isTime()) {
                return;
            }
            Map<String, Object> without = without(smallest.file(), path);
            if (isMigration(without)) {
                Round smaller = smallest.withFile(without);
                Set<Object> collections =
                        Set.copyOf(asMap(without.get("collections")).keySet());
                fails(smaller.withScript(smaller.script().keeping(write -> collections.contains(write.collection()))));
            }
        }
    }

    private boolean fails(Round round) {
        Optional<Finding> found = trial.apply(round);
        if (found.filter(each -> each.kind().equals(kind)).isEmpty()) {
            return false;
        }
        smallest = round;
        finding = found.get();
        System.out.printf(
                "fuzz: still '%s' with %d writes to %s%n",
                kind,
                round.script().size(),
                asMap(round.file().get("collections")).keySet());
        return true;
    }

    private boolean isTime() {
        return Instant.now().isBefore(deadline);
    }

    private static boolean isMigration(Map<String, Object> file) {
        try {
            MigrationFile.parse("smaller.yaml", Round.yaml(file, "smaller", Map.of()));
            return true;
        } catch (InvalidMigrationException e) {
            return false;
        }
    }

    /** What can be left out: the greatest first. */
    private static List<List<String>> paths(Map<?, ?> tree, List<String> above) {
        List<List<String>> paths = new ArrayList<>();
        for (Map.Entry<?, ?> entry : tree.entrySet()) {
            List<String> path = new ArrayList<>(above);
            path.add((String) entry.getKey());
            if (path.size() > 1 || List.of("enums", "policies", "junctions").contains(path.get(0))) {
                paths.add(path);
            }
        }
        for (Map.Entry<?, ?> entry : tree.entrySet()) {
            if (entry.getValue() instanceof Map<?, ?> map) {
                List<String> path = new ArrayList<>(above);
                path.add((String) entry.getKey());
                paths.addAll(paths(map, path));
            }
        }
        return paths;
    }

    private static Map<String, Object> without(Map<?, ?> tree, List<String> path) {
        Map<String, Object> copy = new LinkedHashMap<>();
        tree.forEach((key, value) -> {
            boolean isOnPath = key.equals(path.get(0));
            if (!isOnPath) {
                copy.put((String) key, value);
            } else if (path.size() > 1) {
                Object below = value instanceof Map<?, ?> map ? without(map, path.subList(1, path.size())) : value;
                copy.put((String) key, below);
            }
        });
        return copy;
    }

    private static Map<?, ?> asMap(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}
