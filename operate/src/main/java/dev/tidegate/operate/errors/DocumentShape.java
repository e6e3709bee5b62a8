package dev.tidegate.operate.errors;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.BsonType;
import org.bson.BsonValue;

/** A document without its values: the names of its fields and what kind of value each holds. */
final class DocumentShape {
    private static final int KINDS_SHOWN = 5;

    private DocumentShape() {}

    static String of(BsonValue value) {
        return switch (value.getBsonType()) {
            case DOCUMENT ->
                value.asDocument().entrySet().stream()
                        .map(field -> quoted(field.getKey()) + ": " + of(field.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case ARRAY -> array(value);
            default -> name(value.getBsonType());
        };
    }

    private static String array(BsonValue array) {
        Map<String, Integer> kinds = new LinkedHashMap<>();
        array.asArray().forEach(element -> kinds.merge(of(element), 1, Integer::sum));
        String shown = kinds.entrySet().stream()
                .limit(KINDS_SHOWN)
                .map(kind -> kind.getValue() + " × " + kind.getKey())
                .collect(Collectors.joining(", "));
        return "[" + shown + (kinds.size() > KINDS_SHOWN ? ", …" : "") + "]";
    }

    /** As MongoDB's drivers name them. */
    private static String name(BsonType type) {
        return switch (type) {
            case DATE_TIME -> "date";
            case OBJECT_ID -> "objectId";
            case REGULAR_EXPRESSION -> "regex";
            default -> type.name().toLowerCase(Locale.ROOT);
        };
    }

    private static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
