package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What an update changed, as a change event reports it: the difference between two documents, not deeper than the paths
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

    static Document of(Document before, Document after, Set<String> namedPaths) {
        UpdateDescription description = new UpdateDescription(namedPaths);
        description.compare(List.of(), before, after);
        Document result = new Document("updatedFields", description.updated)
                .append("removedFields", description.removed)
                .append("truncatedArrays", description.truncated);
        return result.append("disambiguatedPaths", description.ambiguous);
    }

    /** The document as the described update leaves it. */
    static Document applied(Document description, Document before) {
        Document result = before;
        for (Object array : (List<?>) description.get("truncatedArrays")) {
            Document truncation = (Document) array;
            int size = ((Number) truncation.get("newSize")).intValue();
            result = (Document) changed(
                    result,
                    pathOf(description, (String) truncation.get("field")),
                    old -> new ArrayList<>(((List<?>) old).subList(0, size)));
        }
        for (Object field : (List<?>) description.get("removedFields")) {
            result = (Document) changed(result, pathOf(description, (String) field), old -> Missing.getInstance());
        }
        for (Map.Entry<String, Object> field : ((Document) description.get("updatedFields")).entrySet()) {
            result = (Document) changed(result, pathOf(description, field.getKey()), old -> field.getValue());
        }
        return result;
    }

    /** The same in the form of the oplog: "u" sets, "d" removes, "s…" goes into a field, "a" marks an array. */
    static Document diff(Document description) {
        Document diff = new Document();
        for (Object array : (List<?>) description.get("truncatedArrays")) {
            Document truncation = (Document) array;
            inner(diff, pathOf(description, (String) truncation.get("field")))
                    .append("a", true)
                    .append("l", truncation.get("newSize"));
        }
        for (Object field : (List<?>) description.get("removedFields")) {
            List<?> path = pathOf(description, (String) field);
            ((Document) inner(diff, path.subList(0, path.size() - 1)).computeIfAbsent("d", d -> new Document()))
                    .put(String.valueOf(path.get(path.size() - 1)), false);
        }
        ((Document) description.get("updatedFields")).forEach((field, value) -> {
            List<?> path = pathOf(description, field);
            Document parent = inner(diff, path.subList(0, path.size() - 1));
            String name = String.valueOf(path.get(path.size() - 1));
            if (path.size() > 1 && UpdatePath.isIndex(name)) {
                parent.append("a", true).append("u" + name, value);
            } else {
                ((Document) parent.computeIfAbsent("u", u -> new Document())).put(name, value);
            }
        });
        return diff;
    }

    private static Document inner(Document diff, List<?> path) {
        Document inner = diff;
        for (Object name : path) {
            inner = (Document) inner.computeIfAbsent("s" + name, absent -> new Document());
        }
        return inner;
    }

    private static List<?> pathOf(Document description, String joined) {
        Document ambiguous = (Document) description.get("disambiguatedPaths");
        return ambiguous.get(joined) instanceof List<?> path ? path : List.of(joined.split("\\.", -1));
    }

    /** A copy with another value at the path; nothing else is copied but what lies around it. */
    @SuppressWarnings("unchecked")
    private static Object changed(Object value, List<?> path, UnaryOperator<Object> change) {
        if (path.isEmpty()) {
            return change.apply(value);
        }
        List<?> rest = path.subList(1, path.size());
        if (value instanceof List<?> elements) {
            List<Object> copy = new ArrayList<>(elements);
            int index = Integer.parseInt(String.valueOf(path.get(0)));
            Object element = changed(index < copy.size() ? copy.get(index) : null, rest, change);
            if (index < copy.size()) {
                copy.set(index, element);
            } else {
                copy.add(element);
            }
            return copy;
        }
        Document copy = ((Document) value).clone();
        String name = String.valueOf(path.get(0));
        Object field = changed(copy.get(name), rest, change);
        if (field instanceof Missing) {
            copy.remove(name);
        } else {
            copy.put(name, field);
        }
        return copy;
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
        if (BsonTypes.isSame(before, after)) {
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
        boolean appended = after.size() > before.size() && BsonTypes.isSame(after.subList(0, before.size()), before);
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
