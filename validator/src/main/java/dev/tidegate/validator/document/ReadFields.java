package dev.tidegate.validator.document;

import dev.tidegate.mapping.declaration.ChildTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonValue;

/**
 * What of a document the file's declarations read. A top-level field of which anything is left over is kept as a whole.
 * Filled before it is asked; then safe for several threads.
 */
final class ReadFields {
    private final Set<List<String>> whole = new HashSet<>();
    /** Every path that some declared path goes on from. */
    private final Set<List<String>> onTheWay = new HashSet<>();

    private final Map<List<String>, Elements> children = new HashMap<>();

    private static final class Elements {
        private final ReadFields fields = new ReadFields();
        private boolean areScalars;
    }

    void add(FieldPath path) {
        whole.add(path.names());
        rememberWayTo(path.names());
    }

    void add(ChildTable child) {
        List<String> path = FieldPath.of(child.field()).names();
        rememberWayTo(path);
        Elements elements = children.computeIfAbsent(path, name -> new Elements());
        elements.areScalars |= child.scalarColumn().isPresent();
        child.elementKey().map(FieldPath::of).ifPresent(elements.fields::add);
        child.columns()
                .forEach(column -> column.fields().stream().map(FieldPath::of).forEach(elements.fields::add));
    }

    private void rememberWayTo(List<String> path) {
        for (int length = 0; length < path.size(); length++) {
            onTheWay.add(List.copyOf(path.subList(0, length)));
        }
    }

    boolean holdsAllOf(String topLevel, BsonValue value) {
        return isRead(List.of(topLevel), value);
    }

    private boolean isRead(List<String> path, BsonValue value) {
        if (value.isNull() && isDeclared(path) || whole.contains(path)) {
            return true;
        }
        return areElementsRead(children.get(path), value) || areFieldsRead(path, value);
    }

    private boolean isDeclared(List<String> path) {
        return whole.contains(path) || onTheWay.contains(path) || children.containsKey(path);
    }

    private static boolean areElementsRead(Elements elements, BsonValue value) {
        if (elements == null) {
            return false;
        }
        if (value.isArray()) {
            return value.asArray().stream().allMatch(element -> element.isNull() || isElementRead(elements, element));
        }
        return isElementRead(elements, value);
    }

    private static boolean isElementRead(Elements elements, BsonValue element) {
        return elements.areScalars || elements.fields.areFieldsRead(List.of(), element);
    }

    private boolean areFieldsRead(List<String> path, BsonValue value) {
        return value.isDocument()
                && onTheWay.contains(path)
                && value.asDocument().entrySet().stream()
                        .allMatch(field -> isRead(below(path, field.getKey()), field.getValue()));
    }

    private static List<String> below(List<String> path, String name) {
        var longer = new ArrayList<>(path);
        longer.add(name);
        return List.copyOf(longer);
    }
}
