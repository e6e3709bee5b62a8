package dev.tidegate.preflight.infer.write;

import dev.tidegate.preflight.infer.draft.ChildDraft;
import dev.tidegate.preflight.infer.draft.CollectionDraft;
import dev.tidegate.preflight.infer.draft.ColumnDraft;
import dev.tidegate.preflight.infer.draft.IndexDraft;
import dev.tidegate.preflight.infer.draft.JunctionDraft;
import dev.tidegate.preflight.infer.draft.MigrationDraft;
import dev.tidegate.preflight.infer.evidence.Referred;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The migration file: every line with its evidence as a comment. */
public final class MigrationYaml {
    private final StringBuilder text = new StringBuilder();

    private MigrationYaml() {}

    public static String of(MigrationDraft draft) {
        MigrationYaml yaml = new MigrationYaml();
        yaml.file(draft);
        return yaml.text.toString();
    }

    static String collectionText(CollectionDraft collection) {
        MigrationYaml yaml = new MigrationYaml();
        yaml.collection(collection);
        return yaml.text.toString();
    }

    static String columnText(int indent, ColumnDraft column) {
        MigrationYaml yaml = new MigrationYaml();
        yaml.column(indent, column);
        return yaml.text.toString();
    }

    static String childText(int indent, ChildDraft child) {
        MigrationYaml yaml = new MigrationYaml();
        yaml.child(indent, child);
        return yaml.text.toString();
    }

    static String junctionText(JunctionDraft junction) {
        MigrationYaml yaml = new MigrationYaml();
        yaml.junction(junction);
        return yaml.text.toString();
    }

    private void file(MigrationDraft draft) {
        comment(
                0,
                "Written by 'tidegate init' from "
                        + (draft.isSample() ? "a sample of " : "")
                        + String.format(Locale.ROOT, "%,d", draft.documents())
                        + " documents. Edit it: it is yours. Behind each line stands what was seen; TODO is what");
        comment(0, "documents alone cannot say. 'tidegate plan' shows the tables, 'tidegate check' tries the file.");
        line(0, "migration: " + migrationName(draft.database()));
        line(0, "source: {database: " + YamlText.name(draft.database()) + "}");
        text.append('\n');
        draft.notCarried().forEach(note -> comment(0, "TODO " + note));
        line(0, "collections:");
        draft.collections().forEach(this::collection);
        if (!draft.junctions().isEmpty()) {
            text.append('\n');
            line(0, "junctions:");
            draft.junctions().forEach(this::junction);
        }
    }

    private static String migrationName(String database) {
        String name = database.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
        String started = name.matches("[a-z].*") ? name : "m-" + name;
        return started.substring(0, Math.min(100, started.length()));
    }

    private void collection(CollectionDraft collection) {
        text.append('\n');
        line(2, YamlText.name(collection.collection()) + ":");
        collection.notes().forEach(note -> comment(4, note));
        if (!collection.table().equals(collection.collection())) {
            line(4, "table: " + YamlText.name(collection.table()));
        }
        collection.idColumn().ifPresent(column -> line(4, "id: " + YamlText.name(column)));
        if (collection.anyIds() && collection.documents() > 0) {
            line(4, "ids: any");
        }
        collection.tag().ifPresent(tag -> line(4, "tag: " + tag));
        line(4, "columns:" + (collection.columns().isEmpty() ? " {}" : ""));
        collection.columns().forEach(column -> column(6, column));
        if (!collection.children().isEmpty()) {
            line(4, "children:");
            collection.children().forEach(child -> child(6, child));
        }
        indexes(4, collection.indexes());
    }

    private void indexes(int indent, List<IndexDraft> indexes) {
        if (indexes.stream().anyMatch(IndexDraft::isCarried)) {
            line(indent, "indexes:");
        }
        for (IndexDraft index : indexes) {
            index.notes().forEach(note -> comment(indent + 2, note));
            if (index.isCarried()) {
                line(indent + 2, "- " + entry(index));
            }
        }
    }

    private static String entry(IndexDraft index) {
        List<String> entries = new ArrayList<>();
        if (!index.columns().isEmpty()) {
            entries.add("columns: " + YamlText.list(index.columns()));
        }
        if (!index.fullText().isEmpty()) {
            entries.add("full_text: " + YamlText.list(index.fullText()));
        }
        index.language().ifPresent(language -> entries.add("language: " + language));
        index.expression().ifPresent(sql -> entries.add("expression: " + YamlText.name(sql)));
        if (index.unique()) {
            entries.add("unique: true");
        }
        index.using().ifPresent(method -> entries.add("using: " + method));
        index.where().ifPresent(sql -> entries.add("where: " + YamlText.name(sql)));
        index.name().ifPresent(name -> entries.add("name: " + YamlText.name(name)));
        return "{" + String.join(", ", entries) + "}";
    }

    private void column(int indent, ColumnDraft column) {
        column.notes().forEach(note -> comment(indent, note));
        String evidence = column.evidence().isEmpty() ? "" : "  " + YamlText.comment(column.evidence());
        line(indent, YamlText.name(column.name()) + ": " + columnValue(column) + evidence);
    }

    static String columnValue(ColumnDraft column) {
        List<String> entries = new ArrayList<>();
        column.from().ifPresent(from -> entries.add("from: " + YamlText.name(from)));
        column.reference().ifPresent(reference -> entries.add("references: " + reference(column, reference)));
        List<String> policies = new ArrayList<>();
        if (column.nullAndKeep()) {
            policies.add("invalid: null_and_keep");
        }
        if (column.emptyAsNull()) {
            policies.add("empty_as_null: true");
        }
        if (!policies.isEmpty()) {
            entries.add("policy: {" + String.join(", ", policies) + "}");
        }
        boolean isBracketed = column.type().contains("[") || column.type().contains(",");
        String type = isBracketed ? "\"" + column.type() + "\"" : column.type();
        if (entries.isEmpty()) {
            String plain = column.type() + (column.required() ? " not null" : "");
            return isBracketed ? "\"" + plain + "\"" : plain;
        }
        entries.add(0, "type: " + type);
        if (column.required()) {
            entries.add(1, "required: true");
        }
        return "{" + String.join(", ", entries) + "}";
    }

    private static String reference(ColumnDraft column, Referred reference) {
        if (reference.isToOneOfSeveral()) {
            return "{one_of: ["
                    + reference.homes().stream()
                            .map(home -> "{collection: " + YamlText.name(home.collection()) + "}")
                            .collect(Collectors.joining(", "))
                    + "]}";
        }
        String collection = YamlText.name(reference.collection());
        return column.foreignKey() ? "{collection: " + collection + ", foreign_key: true}" : collection;
    }

    private void child(int indent, ChildDraft child) {
        child.notes().forEach(note -> comment(indent, note));
        line(indent, YamlText.name(child.table()) + ":  " + YamlText.comment(child.evidence()));
        line(indent + 2, "from: " + YamlText.name(child.from()));
        line(indent + 2, "parent: " + YamlText.name(child.parent()));
        String key = child.elementKey()
                .map(element -> "element: " + YamlText.name(element)
                        + (element.equals(child.keyColumn()) ? "" : ", column: " + YamlText.name(child.keyColumn())))
                .orElse("ordinal: " + YamlText.name(child.keyColumn()));
        line(indent + 2, "key: {" + key + "}");
        child.scalar().ifPresent(scalar -> line(indent + 2, "scalar: " + YamlText.name(scalar)));
        line(indent + 2, "columns:" + (child.columns().isEmpty() ? " {}" : ""));
        child.columns().forEach(column -> column(indent + 4, column));
        indexes(indent + 2, child.indexes());
    }

    private void junction(JunctionDraft junction) {
        text.append('\n');
        junction.notes().forEach(note -> comment(2, note));
        line(2, YamlText.name(junction.table()) + ":");
        line(4, "left: " + end(junction.left()));
        line(4, "right: " + end(junction.right()));
        if (!junction.foreignKeys()) {
            line(4, "foreign_keys: false  # not every edge leads to a document");
        }
    }

    private static String end(JunctionDraft.End end) {
        return "{collection: " + YamlText.name(end.collection()) + ", column: " + YamlText.name(end.column())
                + end.array().map(array -> ", array: " + YamlText.name(array)).orElse("") + "}";
    }

    private void comment(int indent, String comment) {
        line(indent, YamlText.comment(comment));
    }

    private void line(int indent, String line) {
        text.append(" ".repeat(indent)).append(line).append('\n');
    }
}
