package dev.tidegate.cli.explain;

import dev.tidegate.operate.explain.Explained;
import dev.tidegate.operate.explain.Explained.Cell;
import dev.tidegate.operate.explain.Explained.Edge;
import dev.tidegate.operate.explain.Explained.RawRecord;
import dev.tidegate.operate.explain.Explained.Rows;
import dev.tidegate.validator.difference.Difference;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** For people, in the order in which a document goes its way. */
public final class ExplainText {
    /** Of each list. */
    private static final int LISTED = 5;

    private final PrintWriter out;

    public ExplainText(PrintWriter out) {
        this.out = out;
    }

    public void print(Explained explained) {
        out.printf("%s %s%n", explained.collection(), explained.id());
        out.printf("  row id     %s in table %s%n", explained.rowId(), explained.table());
        out.println(
                "  MongoDB    " + explained.document().map(ExplainText::cells).orElse("no such document"));
        if (explained.excluded()) {
            out.println("             excluded by where: it gives no rows");
        }
        out.println("  Kafka      " + raw(explained));
        explained.rows().forEach(this::print);
        first("edge", explained.edges(), Edge::junction, edge -> edge.left() + " " + edge.right());
        first(
                "reference",
                explained.references(),
                reference -> reference.column() + " to " + reference.refersTo(),
                reference -> reference.id() + (reference.exists() ? ": the row is there" : ": no such row"));
        out.println("  both ends  " + (explained.differences().isEmpty() ? "agree now" : "differ now:"));
        explained.differences().stream()
                .limit(LISTED)
                .forEach(difference -> out.println("    " + describe(difference)));
        more("    ", explained.differences().size());
        out.flush();
    }

    /** The first ones of each place; where there are no more of a document than are ever read, that is all of them. */
    private <T> void first(String what, List<T> all, Function<T, String> place, Function<T, String> text) {
        Map<String, List<T>> places =
                all.stream().collect(Collectors.groupingBy(place, LinkedHashMap::new, Collectors.toList()));
        places.forEach((name, each) -> {
            each.stream().limit(LISTED).forEach(one -> out.printf("  %-10s %s: %s%n", what, name, text.apply(one)));
            more(String.format("  %-10s %s: ", what, name), each.size());
        });
    }

    private void more(String start, long all) {
        if (all > LISTED) {
            out.printf("%s… and %,d more (--json has the first 50)%n", start, all - LISTED);
        }
    }

    private void print(Rows rows) {
        rows.rows().stream()
                .limit(LISTED)
                .forEach(row -> out.printf("  row        %s: %s%n", rows.table(), cells(row)));
        more("  row        " + rows.table() + ": ", rows.rows().size() + rows.beyond());
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
