package dev.tidegate.cli.damage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A JSON value with another scalar below its first level. */
final class DeepJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private DeepJson() {}

    /** Empty where there is nothing below the first level. */
    static Optional<String> changed(String json) {
        try {
            JsonNode root = MAPPER.readTree(json);
            return change(root, 0) ? Optional.of(MAPPER.writeValueAsString(root)) : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL's jsonb is JSON", e);
        }
    }

    private static boolean change(JsonNode node, int depth) {
        if (node instanceof ObjectNode object) {
            for (String name : object.properties().stream()
                    .map(java.util.Map.Entry::getKey)
                    .toList()) {
                if (change(object.get(name), depth + 1)) {
                    return true;
                }
                if (depth > 0 && object.get(name).isValueNode()) {
                    object.set(name, other(object.get(name)));
                    return true;
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int index = 0; index < array.size(); index++) {
                if (change(array.get(index), depth + 1)) {
                    return true;
                }
                if (depth > 0 && array.get(index).isValueNode()) {
                    array.set(index, other(array.get(index)));
                    return true;
                }
            }
        }
        return false;
    }

    private static JsonNode other(JsonNode scalar) {
        return MAPPER.getNodeFactory().textNode("not " + scalar.asText());
    }
}
