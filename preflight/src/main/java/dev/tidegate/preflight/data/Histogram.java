package dev.tidegate.preflight.data;

import java.util.Map;
import java.util.TreeMap;

/** Counts a field's values by BSON type. */
final class Histogram {
    private final String field;
    private final String target;
    private final Map<String, Long> types = new TreeMap<>();

    /**
     * @param field such as {@code crm_Accounts.name}
     * @param target what it is for, such as {@code column "name" of type text}
     */
    Histogram(String field, String target) {
        this.field = field;
        this.target = target;
    }

    void add(String type) {
        types.merge(type, 1L, Long::sum);
    }

    boolean isEmpty() {
        return types.isEmpty();
    }

    FieldProfile profile() {
        return new FieldProfile(field, target, types);
    }
}
