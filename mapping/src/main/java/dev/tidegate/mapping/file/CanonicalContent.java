package dev.tidegate.mapping.file;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
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
 * The content of a file, without comments, layout, addresses and the policies for the seal: two files with the same content have the same hash. The
 * order of keys counts, since it is the order of tables and columns.
 */
record CanonicalContent(String text) {
    private static final Map<String, Set<String>> ADDRESSES =
            Map.of("source", Set.of("uri"), "target", Set.of("url"), "kafka", Set.of("bootstrap_servers"));

    private static final Set<String> SEAL = Set.of("dangling", "duplicates");

    /** collections, its name, columns, its name, policy; with children and the child's name between. */
    private static final int OF_COLUMN = 5;

    private static final int OF_CHILD = OF_COLUMN + 2;

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
            sequence.getValue().forEach(each -> append(each, with(path, ""), text, problems));
            text.append(']');
        } else if (node instanceof ScalarNode scalar) {
            if (isOfWhere(path)) {
                append(scalar.getTag().getValue(), text);
            }
            append(scalar.getValue(), text);
        }
    }

    private static void append(NodeTuple entry, List<String> path, StringBuilder text, Problems problems) {
        String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (isLeftOut(path, key)) {
            return;
        }
        StringBuilder value = new StringBuilder();
        append(entry.getValueNode(), with(path, key), value, problems);
        if (!isOfPolicies(with(path, key)) || !value.toString().equals("{}")) {
            append(key, text);
            text.append(value);
        }
    }

    /**
     * Addresses, and policies that say nothing of rows: those for the seal, and for a collection that is dropped, may be
     * decided while rows flow.
     */
    private static boolean isLeftOut(List<String> path, String key) {
        if (path.size() == 1 && ADDRESSES.getOrDefault(path.get(0), Set.of()).contains(key)) {
            return true;
        }
        if (path.size() == 2 && path.get(0).equals("collections") && key.equals("on_drop")) {
            return true;
        }
        boolean ofJunction = path.size() == 2 && path.get(0).equals("junctions") && key.equals("dangling");
        return ofJunction || isOfPolicies(path) && SEAL.contains(key);
    }

    /** The file's {@code policies}, or a {@code policy} of a column in a collection or in a child table. */
    private static boolean isOfPolicies(List<String> path) {
        if (path.size() == 1) {
            return path.get(0).equals("policies");
        }
        boolean ofColumn = path.size() == OF_COLUMN
                || path.size() == OF_CHILD && path.get(2).equals("children");
        return ofColumn
                && path.get(0).equals("collections")
                && path.get(path.size() - 3).equals("columns")
                && path.get(path.size() - 1).equals("policy");
    }

    /** Its values are of the types that they are written in: the text "1" is another than the number. */
    private static boolean isOfWhere(List<String> path) {
        return path.size() > 2
                && path.get(0).equals("collections")
                && path.get(2).equals("where");
    }

    private static List<String> with(List<String> path, String key) {
        List<String> longer = new ArrayList<>(path);
        longer.add(key);
        return longer;
    }

    private static void append(String value, StringBuilder text) {
        text.append(value.length()).append(':').append(value);
    }
}
