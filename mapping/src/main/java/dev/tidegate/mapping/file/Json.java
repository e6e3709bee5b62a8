package dev.tidegate.mapping.file;

import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A YAML value as JSON: a {@code jsonb} constant is written as plain YAML. */
final class Json {
    private static final String NUMBER = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?";

    private Json() {}

    /** Empty for what JSON does not have, such as a hexadecimal number. */
    static Optional<String> of(Node node) {
        return isJson(node) ? Optional.of(text(node)) : Optional.empty();
    }

    private static boolean isJson(Node node) {
        if (node instanceof MappingNode map) {
            return map.getValue().stream()
                    .allMatch(entry -> entry.getKeyNode() instanceof ScalarNode && isJson(entry.getValueNode()));
        }
        if (node instanceof SequenceNode list) {
            return list.getValue().stream().allMatch(Json::isJson);
        }
        return !isNumber(node) || ((ScalarNode) node).getValue().matches(NUMBER);
    }

    private static boolean isNumber(Node node) {
        return node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT);
    }

    private static String text(Node node) {
        if (node instanceof MappingNode map) {
            return map.getValue().stream().map(Json::entry).collect(Collectors.joining(",", "{", "}"));
        }
        if (node instanceof SequenceNode list) {
            return list.getValue().stream().map(Json::text).collect(Collectors.joining(",", "[", "]"));
        }
        return scalar((ScalarNode) node);
    }

    private static String entry(NodeTuple entry) {
        return quoted(((ScalarNode) entry.getKeyNode()).getValue()) + ":" + text(entry.getValueNode());
    }

    private static String scalar(ScalarNode scalar) {
        if (scalar.getTag().equals(Tag.NULL)) {
            return "null";
        }
        boolean isFlag = scalar.getTag().equals(Tag.BOOL)
                && (scalar.getValue().equals("true") || scalar.getValue().equals("false"));
        return isFlag || isNumber(scalar) ? scalar.getValue() : quoted(scalar.getValue());
    }

    private static String quoted(String text) {
        String document = new BsonDocument("v", new BsonString(text)).toJson();
        return document.substring(document.indexOf(':') + 1, document.length() - 1)
                .strip();
    }
}
