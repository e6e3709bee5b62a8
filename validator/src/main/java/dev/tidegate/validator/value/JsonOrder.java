package dev.tidegate.validator.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.BsonValue;

/** Whether the keys of a tree, known to be equal, come in the same order. */
final class JsonOrder {
    private JsonOrder() {}

    /** Of the document's own keys: what JSON has no word for is Extended JSON, whose keys have no order. */
    static boolean isSame(BsonValue expected, Object found) {
        if (expected.isDocument()) {
            Map<?, ?> members = (Map<?, ?>) found;
            List<String> names = expected.asDocument().keySet().stream()
                    .map(TextRule::storable)
                    .toList();
            return names.equals(List.copyOf(members.keySet()))
                    && expected.asDocument().entrySet().stream()
                            .allMatch(
                                    entry -> isSame(entry.getValue(), members.get(TextRule.storable(entry.getKey()))));
        }
        if (expected.isArray()) {
            List<?> elements = (List<?>) found;
            for (int index = 0; index < elements.size(); index++) {
                if (!isSame(expected.asArray().get(index), elements.get(index))) {
                    return false;
                }
            }
        }
        return true;
    }

    static boolean isSame(Object expected, Object found) {
        if (expected instanceof Map<?, ?> members) {
            Map<?, ?> others = (Map<?, ?>) found;
            return new ArrayList<>(members.keySet()).equals(new ArrayList<>(others.keySet()))
                    && members.entrySet().stream()
                            .allMatch(entry -> isSame(entry.getValue(), others.get(entry.getKey())));
        }
        if (expected instanceof List<?> elements) {
            List<?> others = (List<?>) found;
            for (int index = 0; index < elements.size(); index++) {
                if (!isSame(elements.get(index), others.get(index))) {
                    return false;
                }
            }
        }
        return true;
    }
}
