package dev.tidegate.mapping.file;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What a file says, without comments, layout and addresses: two files with the same content have the same hash. The
 * order of keys counts, since it is the order of tables and columns.
 */
record CanonicalContent(String text) {
    private static final Map<String, Set<String>> ADDRESSES =
            Map.of("source", Set.of("uri"), "target", Set.of("url"), "kafka", Set.of("bootstrap_servers"));

    static CanonicalContent of(Node root, Problems problems) {
        StringBuilder text = new StringBuilder();
        append(root, List.of(), text, problems);
        return new CanonicalContent(text.toString());
    }

    String sha256() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void append(Node node, List<String> path, StringBuilder text, Problems problems) {
        if (node.isTwoStepsConstruction()) {
            problems.add(node, "this contains itself through an alias");
        } else if (node instanceof MappingNode mapping) {
            text.append('{');
            mapping.getValue().forEach(entry -> append(entry, path, text, problems));
            text.append('}');
        } else if (node instanceof SequenceNode sequence) {
            text.append('[');
            sequence.getValue().forEach(each -> append(each, List.of("", "", ""), text, problems));
            text.append(']');
        } else if (node instanceof ScalarNode scalar) {
            append(scalar.getValue(), text);
        }
    }

    private static void append(NodeTuple entry, List<String> path, StringBuilder text, Problems problems) {
        String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (path.size() == 1 && ADDRESSES.getOrDefault(path.get(0), Set.of()).contains(key)) {
            return;
        }
        append(key, text);
        append(entry.getValueNode(), path.isEmpty() ? List.of(key) : List.of("", ""), text, problems);
    }

    private static void append(String value, StringBuilder text) {
        text.append(value.length()).append(':').append(value);
    }
}
