package dev.tidegate.validator.document;

import dev.tidegate.validator.value.NoValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * What of a document the file's declarations read. A top-level field of which anything is left over is kept as a whole.
 * Filled before it is asked; then safe for several threads.
 */
final class ReadFields {
    private final Set<List<String>> whole = new HashSet<>();
    /** Columns with several fields, of which each document gives one. */
    private final List<ColumnRules> choosing = new ArrayList<>();

    private final Set<List<String>> declared = new HashSet<>();
    /** Every path that is the beginning of a declared path. */
    private final Set<List<String>> onTheWay = new HashSet<>();
    /** Those of them that a place in an array follows. */
    private final Set<List<String>> beforePlaces = new HashSet<>();

    private final Map<List<String>, Elements> children = new HashMap<>();
    /** Where names are data: what is read of each field. */
    private final Map<List<String>, Elements> named = new HashMap<>();

    private static final class Elements {
        private final ReadFields fields = new ReadFields();
        private boolean areScalars;
    }

    void add(FieldPath path) {
        declare(path.names());
        whole.add(path.names());
    }

    void add(ColumnRules column) {
        if (column.paths().size() > 1) {
            column.paths().forEach(path -> declare(path.names()));
            choosing.add(column);
        } else {
            column.paths().forEach(this::add);
        }
    }

    void add(ChildRules child) {
        declare(child.path().names());
        Elements elements = (child.child().keyedByName() ? named : children)
                .computeIfAbsent(child.path().names(), name -> new Elements());
        elements.areScalars |= child.child().scalarColumn().isPresent();
        child.elementColumns().forEach(elements.fields::add);
    }

    void add(EdgeRules edges) {
        addWithElements(edges.path().names());
    }

    /** Read as a whole, and so in the elements of each list that a name leads through. */
    private void addWithElements(List<String> path) {
        declare(path);
        whole.add(path);
        for (int length = 1; length < path.size(); length++) {
            if (!FieldPath.isPlace(path.get(length))) {
                Elements elements =
                        children.computeIfAbsent(List.copyOf(path.subList(0, length)), name -> new Elements());
                elements.fields.addWithElements(List.copyOf(path.subList(length, path.size())));
            }
        }
    }

    private void declare(List<String> path) {
        declared.add(path);
        for (int length = 0; length < path.size(); length++) {
            List<String> beginning = List.copyOf(path.subList(0, length));
            onTheWay.add(beginning);
            if (FieldPath.isPlace(path.get(length))) {
                beforePlaces.add(beginning);
            }
        }
    }

    /** The fields that are read of this very document. */
    Reading reading(BsonDocument document) {
        return new Reading(choosing.stream()
                .flatMap(column -> column.read(document).stream())
                .map(FieldPath::names)
                .collect(Collectors.toSet()));
    }

    final class Reading {
        private final Set<List<String>> chosen;

        private Reading(Set<List<String>> chosen) {
            this.chosen = chosen;
        }

        boolean holdsAllOf(String topLevel, BsonValue value) {
            return isRead(List.of(topLevel), value);
        }

        private boolean isRead(List<String> path, BsonValue value) {
            if (NoValue.is(value) && isDeclared(path) || whole.contains(path) || chosen.contains(path)) {
                return true;
            }
            if (value.isArray()) {
                return areAllRead(path, value.asArray());
            }
            Elements elements = children.get(path);
            return elements != null && isElementRead(elements, value) || areFieldsRead(path, value);
        }

        private boolean areAllRead(List<String> path, List<BsonValue> values) {
            Elements elements = children.get(path);
            if (elements == null && !beforePlaces.contains(path)) {
                return false;
            }
            for (int place = 0; place < values.size(); place++) {
                BsonValue element = values.get(place);
                boolean isOfChild = elements != null && (NoValue.is(element) || isElementRead(elements, element));
                if (!isOfChild && !isRead(below(path, Integer.toString(place)), element)) {
                    return false;
                }
            }
            return true;
        }

        private boolean areFieldsRead(List<String> path, BsonValue value) {
            Elements fields = named.get(path);
            return value.isDocument()
                    && (onTheWay.contains(path) || fields != null)
                    && value.asDocument().entrySet().stream()
                            .allMatch(field -> isOfChild(fields, field.getValue())
                                    || isRead(below(path, field.getKey()), field.getValue()));
        }

        private static boolean isOfChild(Elements fields, BsonValue value) {
            return fields != null && !NoValue.is(value) && isElementRead(fields, value);
        }
    }

    private boolean isDeclared(List<String> path) {
        return declared.contains(path) || onTheWay.contains(path);
    }

    private static boolean isElementRead(Elements elements, BsonValue element) {
        return elements.areScalars
                || element.isDocument()
                        && elements.fields.reading(element.asDocument()).areFieldsRead(List.of(), element);
    }

    private static List<String> below(List<String> path, String name) {
        var longer = new ArrayList<>(path);
        longer.add(name);
        return List.copyOf(longer);
    }
}
