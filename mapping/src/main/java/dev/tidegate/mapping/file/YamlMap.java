package dev.tidegate.mapping.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping of the file. Each accessor reports what does not fit, with its place, and answers as if it were absent;
 * {@link #close} reports every key that no accessor asked for.
 */
final class YamlMap {
    private final Node node;
    private final String what;
    private final Problems problems;
    private final Map<String, Node> entries = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Set<String> asked = new TreeSet<>();

    /** @param what names this mapping in messages, such as {@code collection Users} */
    YamlMap(Node node, String what, Problems problems) {
        this.node = node;
        this.what = what;
        this.problems = problems;
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::put);
        } else if (!isNull(node)) {
            problems.add(node, what + " must be a mapping of keys to values");
        }
    }

    /** A mapping with one entry, for a short form that stands for it. */
    static YamlMap of(String key, Node value, String what, Problems problems) {
        YamlMap map = new YamlMap(emptyAt(value), what, problems);
        map.entries.put(key, value);
        map.keys.put(key, value);
        return map;
    }

    Node node() {
        return node;
    }

    Node keyNode(String key) {
        return keys.getOrDefault(key, node);
    }

    /** Where the value stands; where the key is absent, another place. */
    Node valueOrKey(String key, Node otherwise) {
        return entries.getOrDefault(key, otherwise);
    }

    Problems problems() {
        return problems;
    }

    /** All keys in their order: for mappings whose keys are names. */
    List<String> names() {
        asked.addAll(entries.keySet());
        return List.copyOf(entries.keySet());
    }

    boolean has(String key) {
        asked.add(key);
        return entries.containsKey(key);
    }

    Optional<Node> child(String key) {
        asked.add(key);
        return Optional.ofNullable(entries.get(key)).filter(child -> !isNull(child));
    }

    YamlMap map(String key, String name) {
        return new YamlMap(child(key).orElse(emptyAt(keys.getOrDefault(key, node))), name, problems);
    }

    Optional<Value> text(String key) {
        return child(key).flatMap(child -> scalar(child, key));
    }

    String text(String key, String otherwise) {
        return text(key).map(Value::text).orElse(otherwise);
    }

    Optional<Value> requiredText(String key) {
        Optional<Value> value = text(key);
        if (child(key).isEmpty()) {
            problems.add(node, what + " needs '" + key + "'");
        }
        return value;
    }

    boolean flag(String key, boolean otherwise) {
        Optional<Value> value = text(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!Set.of("true", "false").contains(value.get().text())) {
            problems.add(value.get().node(), "'" + key + "' is true or false, not '" + value.get() + "'");
        }
        return value.get().text().equals("true");
    }

    int number(String key, int otherwise, int least, int most) {
        Optional<Value> value = text(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (value.get().text().matches("-?[0-9]{1,9}")) {
            int number = Integer.parseInt(value.get().text());
            if (number >= least && number <= most) {
                return number;
            }
        }
        problems.add(value.get().node(), "'" + key + "' is a number from " + least + " to " + most);
        return otherwise;
    }

    /** One of a closed set, written in lower case with underscores. */
    <E extends Enum<E>> E oneOf(String key, Class<E> type, E otherwise) {
        return text(key).map(value -> constant(value, key, type, otherwise)).orElse(otherwise);
    }

    /** A list of texts; a single text is a list of one. */
    List<Value> texts(String key) {
        Optional<Node> child = child(key);
        if (child.isEmpty()) {
            return List.of();
        }
        List<Value> values = new ArrayList<>();
        for (Node each : child.get() instanceof SequenceNode list ? list.getValue() : List.of(child.get())) {
            scalar(each, key).ifPresent(values::add);
        }
        return List.copyOf(values);
    }

    List<Node> list(String key) {
        Optional<Node> child = child(key);
        if (child.isPresent() && child.get() instanceof SequenceNode list) {
            return list.getValue();
        }
        child.ifPresent(other -> problems.add(other, "'" + key + "' must be a list"));
        return List.of();
    }

    /** Reports the keys that nobody asked for. */
    void close() {
        entries.forEach((key, value) -> {
            if (!asked.contains(key)) {
                String nearest = Nearest.of(key, asked)
                        .map(name -> "; did you mean '" + name + "'?")
                        .orElse("");
                problems.add(keys.get(key), what + " has no key '" + key + "'" + nearest);
            }
        });
    }

    Optional<Value> scalar(Node child, String key) {
        if (child instanceof ScalarNode scalar) {
            return Optional.of(new Value(scalar.getValue(), child));
        }
        problems.add(child, "'" + key + "' must be a single value");
        return Optional.empty();
    }

    static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private <E extends Enum<E>> E constant(Value value, String key, Class<E> type, E otherwise) {
        List<String> allowed = new ArrayList<>();
        for (E each : type.getEnumConstants()) {
            String name = each.name().toLowerCase(Locale.ROOT);
            if (name.equals(value.text().replace(' ', '_'))) {
                return each;
            }
            allowed.add(name);
        }
        problems.add(value.node(), "'" + key + "' is one of " + String.join(", ", allowed) + ", not '" + value + "'");
        return otherwise;
    }

    private void put(NodeTuple tuple) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            problems.add(tuple.getKeyNode(), "a key must be a single value");
            return;
        }
        if (entries.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
            problems.add(key, "'" + key.getValue() + "' stands here a second time");
        }
        keys.putIfAbsent(key.getValue(), key);
    }

    private static Node emptyAt(Node place) {
        return new MappingNode(
                Tag.MAP, true, new ArrayList<>(), place.getStartMark(), place.getEndMark(), FlowStyle.BLOCK);
    }
}
