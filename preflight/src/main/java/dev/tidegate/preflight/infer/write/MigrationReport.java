package dev.tidegate.preflight.infer.write;

import dev.tidegate.preflight.infer.draft.ChildDraft;
import dev.tidegate.preflight.infer.draft.CollectionDraft;
import dev.tidegate.preflight.infer.draft.ColumnDraft;
import dev.tidegate.preflight.infer.draft.JunctionDraft;
import dev.tidegate.preflight.infer.draft.MigrationDraft;
import dev.tidegate.preflight.infer.draft.Question;
import dev.tidegate.preflight.infer.evidence.Referred;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What stands beside the migration file, for people: the tables as a picture, the decisions, the questions. */
public final class MigrationReport {
    private final MigrationDraft draft;
    private final Map<String, String> tables = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    private MigrationReport(MigrationDraft draft) {
        this.draft = draft;
        draft.collections().forEach(each -> tables.put(each.collection(), each.table()));
    }

    /** Markdown. */
    public static String of(MigrationDraft draft) {
        MigrationReport report = new MigrationReport(draft);
        report.head();
        report.questions();
        report.picture();
        report.decisions();
        return report.text.toString();
    }

    private void head() {
        line("# " + plain(draft.database()) + ": from documents to tables");
        line("");
        line("`tidegate init` read " + (draft.isSample() ? "a sample of " : "")
                + String.format(Locale.ROOT, "%,d", draft.documents()) + " documents of "
                + draft.collections().size()
                + " collections. The migration file beside this page says for each line what"
                + " was seen.");
        line("");
        if (draft.isSample()) {
            line("Ids were read of all documents, everything else of the sample: no column is required, and no foreign"
                    + " key asked for. Without `--sample` both are said where the documents say so.");
            line("");
        }
    }

    private void questions() {
        line("## Questions");
        line("");
        line(draft.questions().isEmpty() ? "None." : "Most doubtful first.");
        line("");
        int number = 1;
        for (Question question : draft.questions()) {
            line(number++ + ". `" + code(question.where()) + "`: " + plain(question.text()));
        }
        if (!draft.questions().isEmpty()) {
            line("");
        }
    }

    private void picture() {
        line("## Tables");
        line("");
        line("```mermaid");
        line("erDiagram");
        for (CollectionDraft collection : draft.collections()) {
            line("  " + entity(collection.table()));
            collection.columns().forEach(column -> references(collection.table(), column));
            for (ChildDraft child : collection.children()) {
                line("  " + entity(collection.table()) + " ||--o{ " + entity(child.table()) + " : "
                        + quoted(child.from()));
                child.columns().forEach(column -> references(child.table(), column));
            }
        }
        for (JunctionDraft junction : draft.junctions()) {
            line("  " + entity(tables.get(junction.left().collection())) + " }o--o{ "
                    + entity(tables.get(junction.right().collection())) + " : " + quoted(junction.table()));
        }
        line("```");
        line("");
    }

    private void references(String table, ColumnDraft column) {
        column.reference().stream()
                .flatMap(reference -> reference.homes().stream())
                .map(Referred.Home::collection)
                .forEach(target -> line("  " + entity(tables.get(target)) + " ||--o{ " + entity(table) + " : "
                        + quoted(column.name())));
    }

    private void decisions() {
        line("## What was decided, and why");
        line("");
        draft.notCarried().forEach(note -> line("- " + plain(note) + "."));
        if (!draft.notCarried().isEmpty()) {
            line("");
        }
        for (CollectionDraft collection : draft.collections()) {
            line("### " + plain(collection.collection()));
            line("");
            collection.notes().forEach(note -> line("- " + plain(note)));
            collection.columns().forEach(this::decision);
            for (ChildDraft child : collection.children()) {
                line("- `" + code(child.from()) + "` becomes the table `" + code(child.table()) + "`, key "
                        + child.elementKey()
                                .map(key -> "`" + code(key) + "` of the element")
                                .orElse("the place in the list")
                        + ": " + plain(child.evidence()) + because(child.notes()));
                child.columns().forEach(this::decision);
            }
            collection.indexes().stream()
                    .flatMap(index -> index.notes().stream())
                    .forEach(note -> line("- " + plain(note)));
            line("");
        }
        if (!draft.junctions().isEmpty()) {
            line("### Many to many");
            line("");
            draft.junctions()
                    .forEach(junction ->
                            line("- `" + code(junction.table()) + "`: " + plain(String.join("; ", junction.notes()))));
            line("");
        }
    }

    /** Only what is more than a column of its field's type. */
    private void decision(ColumnDraft column) {
        if (column.reference().isPresent() || !column.notes().isEmpty()) {
            line("- `" + code(column.name()) + "` " + column.type()
                    + column.reference().map(MigrationReport::target).orElse("") + ": " + plain(column.evidence())
                    + because(column.notes()));
        }
    }

    private static String target(Referred reference) {
        return " → "
                + reference.homes().stream()
                        .map(home -> plain(home.collection()))
                        .collect(Collectors.joining(" or "));
    }

    private static String because(List<String> notes) {
        return notes.isEmpty() ? "" : ". " + plain(String.join(". ", notes));
    }

    private static String entity(String table) {
        return quoted(table);
    }

    private static String quoted(String name) {
        return "\"" + name.replaceAll("[\"\\p{Cntrl}]", "_") + "\"";
    }

    private static String plain(String name) {
        return name.replaceAll("\\p{Cntrl}", " ").replace("<", "&lt;");
    }

    private static String code(String name) {
        return name.replaceAll("[`\\p{Cntrl}]", "_");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
