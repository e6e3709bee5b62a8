package dev.tidegate.operate.errors;

import dev.tidegate.mapping.bson.BsonTypeNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.BsonValue;

/** A document without its values: the names of its fields and their BSON types. */
final class DocumentShape {
    private static final int TYPES_SHOWN = 5;

    private DocumentShape() {}

    static String of(BsonValue value) {
        return switch (value.getBsonType()) {
            case DOCUMENT ->
                value.asDocument().entrySet().stream()
                        .map(field -> quoted(field.getKey()) + ": " + of(field.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case ARRAY -> array(value);
            default -> BsonTypeNames.of(value);
        };
    }

    private static String array(BsonValue array) {
        Map<String, Integer> types = new LinkedHashMap<>();
        array.asArray().forEach(element -> types.merge(of(element), 1, Integer::sum));
        String shown = types.entrySet().stream()
                .limit(TYPES_SHOWN)
                .map(type -> type.getValue() + " × " + type.getKey())
                .collect(Collectors.joining(", "));
        return "[" + shown + (types.size() > TYPES_SHOWN ? ", …" : "") + "]";
    }

    private static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
