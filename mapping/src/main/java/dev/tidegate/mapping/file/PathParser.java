package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.SourcePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Paths of fields: {@code address.city}, or {@code {path: ["a.b", "$c"]}} where a name has a dot in it. The texts are those
 * of {@link SourcePath}.
 */
final class PathParser {
    private final Problems problems;

    PathParser(Problems problems) {
        this.problems = problems;
    }

    Optional<Value> path(YamlMap map, String key) {
        return map.child(key).flatMap(node -> path(node, key));
    }

    /** A list of paths; a single one is a list of one. */
    List<Value> paths(YamlMap map, String key) {
        Optional<Node> child = map.child(key);
        if (child.isEmpty()) {
            return List.of();
        }
        List<Value> paths = new ArrayList<>();
        for (Node each : child.get() instanceof SequenceNode list ? list.getValue() : List.of(child.get())) {
            path(each, key).ifPresent(paths::add);
        }
        return List.copyOf(paths);
    }

    private Optional<Value> path(Node node, String key) {
        return node instanceof MappingNode
                ? ofNames(node)
                : YamlMap.of(key, node, "'" + key + "'", problems).text(key).flatMap(this::ofDotted);
    }

    /** What stands where a path is expected, dots between its names. */
    Optional<Value> ofDotted(Value dotted) {
        Optional<SourcePath> path = dotted(dotted.text());
        if (path.isEmpty()) {
            problems.add(dotted.node(), "'" + dotted + "' is no path of fields, such as address.city");
        }
        return path.map(each -> new Value(each.toString(), dotted.node()));
    }

    static Optional<SourcePath> dotted(String text) {
        List<String> names = List.of(text.split("\\.", -1));
        return areNames(names) ? Optional.of(new SourcePath(names)) : Optional.empty();
    }

    private Optional<Value> ofNames(Node node) {
        YamlMap map = new YamlMap(node, "a path", problems);
        List<Value> values = new ArrayList<>();
        map.list("path").forEach(each -> map.scalar(each, "path").ifPresent(values::add));
        map.close();
        List<String> names = values.stream().map(Value::text).toList();
        if (names.isEmpty() || !areNames(names)) {
            problems.add(node, "a path is a list of names, such as {path: [\"address\", \"zip.code\"]}");
            return Optional.empty();
        }
        return Optional.of(new Value(new SourcePath(names).toString(), node));
    }

    private static boolean areNames(List<String> names) {
        return names.stream().noneMatch(name -> name.isEmpty() || name.indexOf('\0') >= 0);
    }
}
