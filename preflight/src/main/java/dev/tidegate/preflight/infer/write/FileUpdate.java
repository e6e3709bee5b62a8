package dev.tidegate.preflight.infer.write;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.preflight.infer.draft.ChildDraft;
import dev.tidegate.preflight.infer.draft.CollectionDraft;
import dev.tidegate.preflight.infer.draft.ColumnDraft;
import dev.tidegate.preflight.infer.draft.JunctionDraft;
import dev.tidegate.preflight.infer.draft.MigrationDraft;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Adds to a migration file what it does not say: collections that it does not name, fields that none of its declarations
 * reads. Every line that a person wrote stays as it is, comments too.
 */
public final class FileUpdate {
    private final List<String> lines;
    private final Migration existing;
    private final MigrationDraft draft;
    private final MappingNode root;
    private final Set<String> tables = new HashSet<>();
    /** By the line behind which they stand, counted from 0; -1 is the top. */
    private final TreeMap<Integer, StringBuilder> insertions = new TreeMap<>();

    private final List<FlowEnd> flowEnds = new ArrayList<>();

    /** What comes before the bracket that closes a mapping in one line. */
    private record FlowEnd(int line, int column, String text) {}

    private FileUpdate(String text, Migration existing, MigrationDraft draft) {
        this.lines = text.lines().toList();
        this.existing = existing;
        this.draft = draft;
        this.root = (MappingNode) new Yaml(new LoaderOptions()).compose(new StringReader(text));
        existing.tables().forEach(table -> tables.add(table.name()));
    }

    /**
     * The file's new text.
     *
     * @param existing what the text says
     */
    public static String of(String text, Migration existing, MigrationDraft draft) {
        FileUpdate update = new FileUpdate(text, existing, draft);
        update.collections();
        update.junctions();
        return update.text();
    }

    /** What goes into a collection comes before new ones: it may be the file's last. */
    private void collections() {
        if (!(value(root, "collections").orElseThrow() instanceof MappingNode collections)) {
            return;
        }
        for (CollectionDraft collection : draft.collections()) {
            value(collections, collection.collection())
                    .ifPresent(node -> fields(collection, node, key(collections, collection.collection())));
        }
        for (CollectionDraft collection : draft.collections()) {
            if (!isRead(collection.collection()) && isBlock(collections)) {
                collection.children().forEach(child -> tables.add(child.table()));
                tables.add(collection.table());
                insert(lastLine(collections), MigrationYaml.collectionText(collection));
            }
        }
    }

    private boolean isRead(String collection) {
        return existing.collections().stream()
                .anyMatch(mapping -> mapping.collection().equals(collection));
    }

    private void fields(CollectionDraft collection, Node node, Node key) {
        Set<String> read = existing.topLevelFieldsRead(collection.collection());
        String table = existing.collection(collection.collection()).table();
        Set<String> taken = new HashSet<>();
        existing.table(table).columns().forEach(column -> taken.add(column.name()));
        List<ColumnDraft> columns = collection.columns().stream()
                .filter(column -> !read.contains(topLevel(column.from().orElse(column.name()))))
                .map(column -> column.named(free(column.name(), taken)))
                .toList();
        List<ChildDraft> children = collection.children().stream()
                .filter(child -> !read.contains(topLevel(child.from())))
                .map(child -> child.named(free(child.table(), tables)))
                .toList();
        if (!(node instanceof MappingNode map)) {
            return;
        }
        if (!columns.isEmpty()) {
            columns(map, key, columns);
        }
        if (!children.isEmpty() && isBlock(map)) {
            entries(map, key, "children", indent -> {
                StringBuilder text = new StringBuilder();
                children.forEach(child -> text.append(MigrationYaml.childText(indent, child)));
                return text.toString();
            });
        }
    }

    private void columns(MappingNode collection, Node key, List<ColumnDraft> columns) {
        Optional<Node> known = value(collection, "columns");
        if (known.filter(node -> node instanceof MappingNode && !isBlock(node)).isPresent()) {
            MappingNode flow = (MappingNode) known.get();
            StringBuilder more = new StringBuilder();
            for (ColumnDraft column : columns) {
                more.append(more.isEmpty() && flow.getValue().isEmpty() ? "" : ", ")
                        .append(YamlText.name(column.name()))
                        .append(": ")
                        .append(MigrationYaml.columnValue(column));
            }
            beforeClosing(flow, more.toString());
            return;
        }
        if (isBlock(collection)) {
            entries(collection, key, "columns", indent -> {
                StringBuilder text = new StringBuilder();
                columns.forEach(column -> text.append(MigrationYaml.columnText(indent, column)));
                return text.toString();
            });
        }
    }

    /** Makes the lines of entries that stand so far to the right. */
    private interface Entries {
        String text(int indent);
    }

    /** At the end of the mapping below the name, which is made where it is not there. */
    private void entries(MappingNode owner, Node ownerKey, String name, Entries entries) {
        Optional<Node> known = value(owner, name);
        int ownIndent = owner.getValue().isEmpty()
                ? ownerKey.getStartMark().getColumn() + 2
                : owner.getValue().get(0).getKeyNode().getStartMark().getColumn();
        if (known.isPresent()
                && known.get() instanceof MappingNode map
                && isBlock(map)
                && !map.getValue().isEmpty()) {
            int indent = map.getValue().get(0).getKeyNode().getStartMark().getColumn();
            insert(lastLine(map), entries.text(indent));
        } else if (known.isPresent()) {
            insert(key(owner, name).getEndMark().getLine(), entries.text(ownIndent + 2));
        } else {
            insert(lastLine(owner), " ".repeat(ownIndent) + name + ":\n" + entries.text(ownIndent + 2));
        }
    }

    private void junctions() {
        List<JunctionDraft> junctions = draft.junctions().stream()
                .filter(junction -> isNew(junction.left()) && isNew(junction.right()))
                .map(junction -> junction.named(free(junction.table(), tables)))
                .toList();
        if (junctions.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        junctions.forEach(junction -> text.append(MigrationYaml.junctionText(junction)));
        Optional<Node> known = value(root, "junctions");
        if (known.isPresent()
                && known.get() instanceof MappingNode map
                && isBlock(map)
                && !map.getValue().isEmpty()) {
            insert(lastLine(map), text.toString());
        } else if (known.isEmpty()) {
            insert(lines.size() - 1, "\njunctions:\n" + text);
        } else {
            return;
        }
    }

    private boolean isNew(JunctionDraft.End end) {
        return end.array().isEmpty()
                || !isRead(end.collection())
                || !existing.topLevelFieldsRead(end.collection())
                        .contains(topLevel(end.array().get()));
    }

    private static String free(String name, Set<String> taken) {
        String free = name;
        for (int number = 2; !taken.add(free); number++) {
            free = name + "_" + number;
        }
        return free;
    }

    private static String topLevel(String path) {
        return path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
    }

    private void insert(int behindLine, String text) {
        insertions.computeIfAbsent(behindLine, any -> new StringBuilder()).append(text);
    }

    private void beforeClosing(Node flow, String text) {
        flowEnds.add(new FlowEnd(flow.getEndMark().getLine(), flow.getEndMark().getColumn() - 1, text));
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < lines.size(); line++) {
            text.append(withFlowEnds(line)).append('\n');
            if (insertions.containsKey(line)) {
                text.append(insertions.get(line));
            }
        }
        return text.toString();
    }

    private String withFlowEnds(int number) {
        String line = lines.get(number);
        List<FlowEnd> ends = flowEnds.stream()
                .filter(end -> end.line() == number)
                .sorted((one, other) -> Integer.compare(other.column(), one.column()))
                .toList();
        for (FlowEnd end : ends) {
            int at = line.offsetByCodePoints(0, end.column());
            line = line.substring(0, at).stripTrailing() + end.text() + line.substring(at);
        }
        return line;
    }

    private static boolean isBlock(Node node) {
        return node instanceof CollectionNode<?> collection && collection.getFlowStyle() == FlowStyle.BLOCK;
    }

    /** The last line that the node's own content stands on: its end mark may be behind comments that follow. */
    private static int lastLine(Node node) {
        if (isBlock(node) && node instanceof MappingNode map && !map.getValue().isEmpty()) {
            NodeTuple last = map.getValue().get(map.getValue().size() - 1);
            return Math.max(last.getKeyNode().getEndMark().getLine(), lastLine(last.getValueNode()));
        }
        if (isBlock(node)
                && node instanceof SequenceNode list
                && !list.getValue().isEmpty()) {
            return lastLine(list.getValue().get(list.getValue().size() - 1));
        }
        boolean isBeforeLine = node.getEndMark().getColumn() == 0
                && node.getEndMark().getLine() > node.getStartMark().getLine();
        return node.getEndMark().getLine() - (isBeforeLine ? 1 : 0);
    }

    private static Optional<Node> value(MappingNode map, String key) {
        return map.getValue().stream()
                .filter(entry -> entry.getKeyNode() instanceof ScalarNode scalar
                        && scalar.getValue().equals(key))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    private static Node key(MappingNode map, String key) {
        return map.getValue().stream()
                .map(NodeTuple::getKeyNode)
                .filter(node ->
                        node instanceof ScalarNode scalar && scalar.getValue().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
