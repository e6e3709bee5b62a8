package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.Where;
import dev.tidegate.mapping.declaration.Where.Condition;
import dev.tidegate.mapping.declaration.Where.Constant;
import dev.tidegate.mapping.declaration.Where.Test;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A collection's {@code where}. */
final class WhereParser {
    private static final String TESTS =
            "a value, null, a list of values, {ne: a value or a list}, {exists: true} or {exists: false}";

    private final Problems problems;

    WhereParser(Problems problems) {
        this.problems = problems;
    }

    Where parse(YamlMap collection) {
        if (!collection.has("where")) {
            return Where.ALL;
        }
        YamlMap map = collection.map("where", "'where'");
        List<Condition> conditions = new ArrayList<>();
        for (String field : map.names()) {
            checkField(field, map.keyNode(field));
            test(map.valueOrKey(field, map.node())).ifPresent(test -> conditions.add(new Condition(field, test)));
        }
        if (map.names().isEmpty()) {
            problems.add(collection.keyNode("where"), "'where' needs a condition: leave it out to take every document");
        }
        return new Where(conditions);
    }

    private void checkField(String field, Node place) {
        if (field.startsWith("$")) {
            problems.add(place, "'where' has no operators of MongoDB: of a field it takes " + TESTS);
        } else if (List.of(field.split("\\.", -1)).contains("")) {
            problems.add(place, "'" + field + "' is no path: a step of it is empty");
        }
    }

    private Optional<Test> test(Node value) {
        if (value instanceof MappingNode) {
            return operator(new YamlMap(value, "a condition", problems), value);
        }
        List<Constant> constants = constants(value);
        return constants.isEmpty() ? Optional.empty() : Optional.of(new Test.OneOf(constants));
    }

    private Optional<Test> operator(YamlMap map, Node place) {
        boolean negates = map.has("ne");
        boolean exists = map.has("exists");
        map.close();
        if (negates == exists) {
            problems.add(place, "a condition is " + TESTS);
            return Optional.empty();
        }
        if (exists) {
            return Optional.of(new Test.Exists(map.flag("exists", true)));
        }
        List<Constant> constants = constants(map.valueOrKey("ne", place));
        return constants.isEmpty() ? Optional.empty() : Optional.of(new Test.NoneOf(constants));
    }

    private List<Constant> constants(Node value) {
        List<Node> nodes = value instanceof SequenceNode list ? list.getValue() : List.of(value);
        if (nodes.isEmpty()) {
            problems.add(value, "a list of values needs at least one");
        }
        return nodes.stream().flatMap(node -> constant(node).stream()).toList();
    }

    private Optional<Constant> constant(Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            problems.add(node, "'where' compares with single values: text, numbers, true, false, null");
            return Optional.empty();
        }
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return Optional.of(new Constant.Null());
        }
        if (tag.equals(Tag.BOOL)) {
            return bool(scalar);
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return number(scalar);
        }
        if (tag.equals(Tag.TIMESTAMP)) {
            problems.add(node, "'where' compares with no dates; quote it if it is text");
            return Optional.empty();
        }
        return Optional.of(new Constant.Text(scalar.getValue()));
    }

    /** Also {@code yes} and {@code on} are YAML's booleans, and rarely meant so. */
    private Optional<Constant> bool(ScalarNode scalar) {
        String text = scalar.getValue();
        if (!text.equals("true") && !text.equals("false")) {
            problems.add(scalar, "'" + text + "' is true or false to YAML: write that, or quote it if it is text");
            return Optional.empty();
        }
        return Optional.of(new Constant.Bool(text.equals("true")));
    }

    private Optional<Constant> number(ScalarNode scalar) {
        try {
            return Optional.of(new Constant.Number(new BigDecimal(scalar.getValue())));
        } catch (NumberFormatException e) {
            problems.add(
                    scalar,
                    "'" + scalar.getValue() + "' is no decimal number: write it as one, or quote it if it is text");
            return Optional.empty();
        }
    }
}
