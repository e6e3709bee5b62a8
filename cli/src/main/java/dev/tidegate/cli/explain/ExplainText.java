package dev.tidegate.cli.explain;

import dev.tidegate.operate.explain.Explained;
import dev.tidegate.operate.explain.Explained.Cell;
import dev.tidegate.operate.explain.Explained.RawRecord;
import dev.tidegate.operate.explain.Explained.Rows;
import dev.tidegate.validator.difference.Difference;
import java.io.PrintWriter;
import java.util.Map;
import java.util.stream.Collectors;

/** For people, in the order in which a document goes its way. */
public final class ExplainText {
    private final PrintWriter out;

    public ExplainText(PrintWriter out) {
        this.out = out;
    }

    public void print(Explained explained) {
        out.printf("%s %s%n", explained.collection(), explained.id());
        out.printf("  row id     %s in table %s%n", explained.rowId(), explained.table());
        out.println(
                "  MongoDB    " + explained.document().map(ExplainText::cells).orElse("no such document"));
        out.println("  Kafka      " + raw(explained));
        explained.rows().forEach(this::print);
        explained
                .edges()
                .forEach(edge -> out.printf("  edge       %s: %s %s%n", edge.junction(), edge.left(), edge.right()));
        explained
                .references()
                .forEach(reference -> out.printf(
                        "  reference  %s to %s %s: %s%n",
                        reference.column(),
                        reference.refersTo(),
                        reference.id(),
                        reference.exists() ? "the row is there" : "no such row"));
        out.println("  both ends  " + (explained.differences().isEmpty() ? "agree now" : "differ now:"));
        explained.differences().forEach(difference -> out.println("    " + describe(difference)));
        out.flush();
    }

    private void print(Rows rows) {
        for (Map<String, Cell> row : rows.rows()) {
            out.printf("  row        %s: %s%n", rows.table(), cells(row));
        }
        if (rows.beyond() > 0) {
            out.printf("  row        %s: %d more%n", rows.table(), rows.beyond());
        }
    }

    private static String raw(Explained explained) {
        String place = explained.raw().topic() + " partition " + explained.raw().partition();
        if (explained.raw().found().isEmpty()) {
            return place
                    + (explained.raw().isWholeTopicRead()
                            ? ": no record of it"
                            : ": no record of it was found in the time given; the partition is long");
        }
        RawRecord found = explained.raw().found().get();
        return place + " offset " + found.offset() + ": " + found.operation().toLowerCase(java.util.Locale.ROOT)
                + " of " + found.time() + ", position "
                + found.position().position() + ", token "
                + found.position().token();
    }

    private static String cells(Map<String, Cell> cells) {
        return cells.entrySet().stream()
                .map(cell -> cell.getKey() + " "
                        + cell.getValue().value().orElse("<" + cell.getValue().type() + ">"))
                .collect(Collectors.joining(", "));
    }

    private static String describe(Difference difference) {
        return difference.table() + " " + difference.id()
                + difference.column().map(column -> " column " + column).orElse("")
                + difference.field().map(field -> " (field " + field + ")").orElse("") + ": "
                + difference.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + ", document: "
                + difference.document() + ", row: " + difference.row()
                + (difference.detail().isEmpty() ? "" : ", " + difference.detail());
    }
}
