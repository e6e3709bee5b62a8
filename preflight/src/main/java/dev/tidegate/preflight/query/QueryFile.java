package dev.tidegate.preflight.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a file of queries: {@code limit_ms} for all, and {@code queries}, each with its keys; see docs/check.md. */
public final class QueryFile {
    private static final long DEFAULT_LIMIT_MS = 100;
    private static final Set<String> FILE_KEYS = Set.of("limit_ms", "queries");
    private static final Set<String> QUERY_KEYS = Set.of("name", "sql", "parameters", "index", "limit_ms");

    private final List<String> problems = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private QueryFile() {}

    /** @throws InvalidQueryFileException with every problem of the file */
    public static List<NamedQuery> read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the file of queries " + file, e);
        }
    }

    static List<NamedQuery> parse(String text) {
        QueryFile file = new QueryFile();
        List<NamedQuery> queries = file.queries(text);
        if (!file.problems.isEmpty()) {
            throw new InvalidQueryFileException(file.problems);
        }
        return queries;
    }

    private List<NamedQuery> queries(String text) {
        Map<?, ?> root = root(text);
        unknownKeys(root, FILE_KEYS, "the file");
        long limit = limit(root, DEFAULT_LIMIT_MS, "the file");
        List<NamedQuery> queries = new ArrayList<>();
        if (root.get("queries") instanceof List<?> list && !list.isEmpty()) {
            for (int i = 0; i < list.size(); i++) {
                query(list.get(i), "query " + (i + 1), limit).ifPresent(queries::add);
            }
        } else if (problems.isEmpty()) {
            problems.add("the file has no queries: it is a mapping with a list under the key queries");
        }
        return queries;
    }

    private Map<?, ?> root(String text) {
        try {
            Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            return root instanceof Map<?, ?> map ? map : Map.of();
        } catch (YAMLException e) {
            problems.add("no YAML: " + e.getMessage().lines().findFirst().orElse(""));
            return Map.of();
        }
    }

    private Optional<NamedQuery> query(Object entry, String place, long fileLimit) {
        if (!(entry instanceof Map<?, ?> query)) {
            problems.add(place + " must be a mapping with name and sql");
            return Optional.empty();
        }
        Optional<String> name = text(query, "name");
        String where = name.map(given -> place + " (" + given + ")").orElse(place);
        unknownKeys(query, QUERY_KEYS, where);
        Optional<String> sql = text(query, "sql");
        if (name.isEmpty() || sql.isEmpty()) {
            problems.add(where + " needs a name and sql, both text");
            return Optional.empty();
        }
        if (!names.add(name.get())) {
            problems.add(where + ": the name is there twice");
        }
        Duration limit = Duration.ofMillis(limit(query, fileLimit, where));
        return Optional.of(new NamedQuery(name.get(), sql.get(), text(query, "parameters"), indexes(query), limit));
    }

    private void unknownKeys(Map<?, ?> map, Set<String> known, String where) {
        map.keySet().stream()
                .map(String::valueOf)
                .filter(key -> !known.contains(key))
                .forEach(key -> problems.add(where + ": unknown key " + key + "; known are "
                        + known.stream().sorted().toList()));
    }

    private long limit(Map<?, ?> map, long otherwise, String where) {
        Object limit = map.get("limit_ms");
        if (limit == null) {
            return otherwise;
        }
        if (limit instanceof Integer number && number > 0) {
            return number;
        }
        problems.add(where + ": limit_ms must be a whole number of milliseconds, 1 or more");
        return otherwise;
    }

    private static List<String> indexes(Map<?, ?> query) {
        Object index = query.get("index");
        if (index instanceof List<?> several) {
            return several.stream().map(String::valueOf).toList();
        }
        return index == null ? List.of() : List.of(String.valueOf(index));
    }

    private static Optional<String> text(Map<?, ?> map, String key) {
        return map.get(key) instanceof String text && !text.isBlank() ? Optional.of(text.strip()) : Optional.empty();
    }
}
