package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an update changed, as a change event tells it: the difference between two documents, not deeper than the paths
 * that the update's operators name. Every path is also kept split, because "a.1" may be a field or an array's element.
 */
final class UpdateDescription {
    private final Set<String> namedPaths;
    private final Document updated = new Document();
    private final List<Object> removed = new ArrayList<>();
    private final List<Object> truncated = new ArrayList<>();
    private final Document ambiguous = new Document();

    private UpdateDescription(Set<String> namedPaths) {
        this.namedPaths = namedPaths;
    }

    static Document of(Document before, Document after, Document modifiers) {
        UpdateDescription description = new UpdateDescription(pathsIn(modifiers));
        description.compare(List.of(), before, after);
        Document result = new Document("updatedFields", description.updated)
                .append("removedFields", description.removed)
                .append("truncatedArrays", description.truncated);
        return result.append("disambiguatedPaths", description.ambiguous);
    }

    private static Set<String> pathsIn(Document modifiers) {
        Set<String> paths = new TreeSet<>();
        for (Object operator : modifiers.values()) {
            if (operator instanceof Document fields) {
                paths.addAll(fields.keySet());
            }
        }
        return paths;
    }

    private void compare(List<Object> parent, Document before, Document after) {
        for (String name : before.keySet()) {
            if (!after.containsKey(name)) {
                String path = path(parent, name);
                removed.add(path);
                noteAmbiguity(path, with(parent, name));
            }
        }
        for (Map.Entry<String, Object> field : after.entrySet()) {
            List<Object> path = with(parent, field.getKey());
            if (!before.containsKey(field.getKey())) {
                set(path, field.getValue());
            } else {
                compareValues(path, before.get(field.getKey()), field.getValue());
            }
        }
    }

    private void compareValues(List<Object> path, Object before, Object after) {
        if (Objects.equals(before, after)) {
            return;
        }
        boolean named = namedPaths.contains(join(path));
        if (before instanceof Document left && after instanceof Document right && !named) {
            compare(path, left, right);
        } else if (before instanceof List<?> left
                && after instanceof List<?> right
                && isElementwise(left, right, named)) {
            compareElements(path, left, right);
        } else {
            set(path, after);
        }
    }

    private static boolean isElementwise(List<?> before, List<?> after, boolean named) {
        if (!named) {
            return true;
        }
        boolean appended =
                after.size() > before.size() && after.subList(0, before.size()).equals(before);
        return appended && !before.isEmpty();
    }

    private void compareElements(List<Object> path, List<?> before, List<?> after) {
        if (after.size() < before.size()) {
            truncated.add(new Document("field", join(path)).append("newSize", after.size()));
            noteAmbiguity(join(path), path);
        }
        for (int i = 0; i < after.size(); i++) {
            List<Object> element = with(path, i);
            if (i >= before.size()) {
                set(element, after.get(i));
            } else {
                compareValues(element, before.get(i), after.get(i));
            }
        }
    }

    private void set(List<Object> path, Object value) {
        updated.put(join(path), value);
        noteAmbiguity(join(path), path);
    }

    private void noteAmbiguity(String joined, List<Object> path) {
        boolean unclear = path.stream()
                .anyMatch(part -> part instanceof String name && (name.contains(".") || name.matches("\\d+")));
        if (unclear) {
            ambiguous.put(joined, path);
        }
    }

    private static List<Object> with(List<Object> parent, Object part) {
        List<Object> path = new ArrayList<>(parent);
        path.add(part);
        return path;
    }

    private static String path(List<Object> parent, String name) {
        return join(with(parent, name));
    }

    private static String join(List<Object> path) {
        return path.stream().map(String::valueOf).collect(Collectors.joining("."));
    }
}
