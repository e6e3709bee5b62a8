package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A path of an update, and reading and writing at one in a document that belongs to the update. */
final class UpdatePath {
    private static final int MOST_NULLS = 1_500_000;

    private UpdatePath() {}

    static List<String> split(String path) {
        List<String> names = List.of(path.split("\\.", -1));
        if (names.contains("")) {
            throw new Refusal(56, "EmptyFieldName", "The update path '" + path + "' contains an empty field name.");
        }
        if (names.get(0).startsWith("$")) {
            throw names.get(0).startsWith("$[") || names.get(0).equals("$")
                    ? Refusal.badValue("Cannot have a positional operator as the first part of the path '" + path + "'")
                    : new Refusal(
                            52, "DollarPrefixedFieldName", "The dollar ($) prefixed field '" + path + "' is not valid");
        }
        return names;
    }

    /** The places in a document that a path with {@code $}, {@code $[]}, {@code $[name]} means. */
    static List<List<String>> resolved(
            Document document, List<String> path, int matched, Map<String, ArrayFilter> filters) {
        List<List<String>> places = new ArrayList<>();
        resolve(document, path, 0, new ArrayList<>(), new Positions(matched, filters), places);
        return places;
    }

    private record Positions(int matched, Map<String, ArrayFilter> filters) {}

    private static void resolve(
            Object value,
            List<String> path,
            int at,
            List<String> taken,
            Positions positions,
            List<List<String>> places) {
        if (at == path.size()) {
            places.add(taken);
            return;
        }
        String name = path.get(at);
        if (name.startsWith("$[") && name.endsWith("]")) {
            String identifier = name.substring(2, name.length() - 1);
            List<?> elements = elements(value, taken);
            for (int i = 0; i < elements.size(); i++) {
                if (identifier.isEmpty() || filter(identifier, positions).matches(elements.get(i))) {
                    resolve(elements.get(i), path, at + 1, with(taken, Integer.toString(i)), positions, places);
                }
            }
            return;
        }
        String real = name.equals("$") ? matched(positions) : name;
        resolve(child(value, real), path, at + 1, with(taken, real), positions, places);
    }

    private static List<?> elements(Object value, List<String> taken) {
        if (value instanceof List<?> elements) {
            return elements;
        }
        String path = String.join(".", taken);
        throw Refusal.badValue(
                value instanceof Missing
                        ? "The path '" + path + "' must exist in the document in order to apply array updates."
                        : "Cannot apply array updates to non-array element " + path);
    }

    private static ArrayFilter filter(String identifier, Positions positions) {
        ArrayFilter filter = positions.filters().get(identifier);
        if (filter == null) {
            throw Refusal.badValue("No array filter found for identifier '" + identifier + "'");
        }
        return filter;
    }

    private static String matched(Positions positions) {
        if (positions.matched() < 0) {
            throw Refusal.badValue("The positional operator did not find the match needed from the query.");
        }
        return Integer.toString(positions.matched());
    }

    private static List<String> with(List<String> taken, String name) {
        List<String> longer = new ArrayList<>(taken);
        longer.add(name);
        return longer;
    }

    private static Object child(Object value, String name) {
        if (value instanceof Document document) {
            return document.getOrMissing(name);
        }
        if (value instanceof List<?> elements && isIndex(name)) {
            int index = Integer.parseInt(name);
            return index < elements.size() ? elements.get(index) : Missing.getInstance();
        }
        return Missing.getInstance();
    }

    static boolean isIndex(String name) {
        return name.length() < 9 && !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    static Object get(Document document, List<String> path) {
        Object value = document;
        for (String name : path) {
            value = child(value, name);
        }
        return value;
    }

    /** Makes the documents on the way; a value of another kind on it is an error, as in MongoDB. */
    static void set(Document document, List<String> path, Object value) {
        Object container = document;
        for (String name : path.subList(0, path.size() - 1)) {
            Object next = child(container, name);
            if (next instanceof Missing) {
                next = new Document();
                put(container, name, next);
            }
            container = next;
        }
        put(container, path.get(path.size() - 1), value);
    }

    @SuppressWarnings("unchecked")
    private static void put(Object container, String name, Object value) {
        if (container instanceof Document document) {
            document.put(name, value);
            return;
        }
        if (!(container instanceof List<?>) || !isIndex(name)) {
            throw new Refusal(
                    28,
                    "PathNotViable",
                    "Cannot create field '" + name + "' in an element that holds " + BsonTypes.name(container));
        }
        List<Object> elements = (List<Object>) container;
        int index = Integer.parseInt(name);
        if (index - elements.size() > MOST_NULLS) {
            throw Refusal.badValue("can't backfill more than " + MOST_NULLS + " elements");
        }
        while (elements.size() <= index) {
            elements.add(null);
        }
        elements.set(index, value);
    }

    /** An element of an array becomes null. */
    @SuppressWarnings("unchecked")
    static void unset(Document document, List<String> path) {
        Object container = get(document, path.subList(0, path.size() - 1));
        String name = path.get(path.size() - 1);
        if (container instanceof Document inner) {
            inner.remove(name);
        } else if (!(child(container, name) instanceof Missing)) {
            ((List<Object>) container).set(Integer.parseInt(name), null);
        }
    }
}
