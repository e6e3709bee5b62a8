package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of an update's {@code arrayFilters}: which elements {@code $[name]} means. */
record ArrayFilter(String identifier, Filter filter) {
    static Map<String, ArrayFilter> parse(Object given, Document update) {
        Map<String, ArrayFilter> filters = new LinkedHashMap<>();
        for (Object one : given instanceof List<?> many ? many : List.of()) {
            if (!(one instanceof Document document)) {
                throw Refusal.typeMismatch("an array filter must be an object");
            }
            String identifier = identifier(document);
            if (!identifier.matches("[a-z][a-zA-Z0-9]*")) {
                throw Refusal.badValue("Error parsing array filter: the top-level field name must be an alphanumeric "
                        + "string beginning with a lowercase letter, found '" + identifier + "'");
            }
            if (filters.put(identifier, new ArrayFilter(identifier, Filter.compile(document))) != null) {
                throw Refusal.failedToParse(
                        "Found multiple array filters with the same top-level field name " + identifier);
            }
        }
        filters.keySet().forEach(identifier -> checkUsed(identifier, update));
        return filters;
    }

    private static String identifier(Document filter) {
        String found = null;
        for (Map.Entry<String, Object> condition : filter.entrySet()) {
            String name = condition.getKey().startsWith("$")
                            && condition.getValue() instanceof Collection<?> parts
                            && !parts.isEmpty()
                            && parts.iterator().next() instanceof Document first
                    ? identifier(first)
                    : condition.getKey().split("\\.", 2)[0];
            if (found != null && !found.equals(name)) {
                throw Refusal.failedToParse(
                        "Error parsing array filter: Expected a single top-level field name, found '" + found
                                + "' and '" + name + "'");
            }
            found = name;
        }
        if (found == null) {
            throw Refusal.failedToParse("Cannot use an expression without a top-level field name in arrayFilters");
        }
        return found;
    }

    private static void checkUsed(String identifier, Document update) {
        boolean isUsed = update.values().stream()
                .filter(Document.class::isInstance)
                .flatMap(fields -> ((Document) fields).keySet().stream())
                .anyMatch(path -> path.contains("$[" + identifier + "]"));
        if (!isUsed) {
            throw Refusal.failedToParse(
                    "The array filter for identifier '" + identifier + "' was not used in the update");
        }
    }

    boolean matches(Object element) {
        return filter.matches(new Document(identifier, element));
    }
}
