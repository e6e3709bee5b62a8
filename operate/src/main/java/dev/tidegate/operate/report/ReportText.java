package dev.tidegate.operate.report;

import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.difference.Layer;
import dev.tidegate.validator.pipeline.SourceCondition.State;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.ForeignKeyCheck;
import dev.tidegate.validator.result.LayerStatus;
import dev.tidegate.validator.result.Records;
import dev.tidegate.validator.result.Settling;
import dev.tidegate.validator.result.SwitchAdvice;
import dev.tidegate.validator.result.TableResult;
import dev.tidegate.validator.result.ValidationResult;
import dev.tidegate.validator.result.WithoutValue;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A validation for a terminal: each table with its four layers, the first differences, and whether to switch. */
public final class ReportText {
    private static final int LISTED = 20;
    private static final int ALIKE = 3;

    private final PrintWriter out;
    private final ValidationResult result;
    private final LayerStatus layers;

    private ReportText(PrintWriter out, ValidationResult result) {
        this.out = out;
        this.result = result;
        this.layers = new LayerStatus(result);
    }

    /** Its last line says whether it is safe to switch. */
    public static void print(ValidationResult result, PrintWriter out) {
        ReportText text = new ReportText(out, result);
        text.heading();
        text.tables();
        text.rest();
        text.withoutValue();
        text.differences();
        out.printf("%n%s%n", SwitchAdvice.of(result).line());
        out.flush();
    }

    private void heading() {
        line(
                "%s: %s; %s, %,d documents in %s (%,d documents/s)",
                result.migration(),
                Headline.of(result),
                coverage(),
                result.documents(),
                seconds(),
                result.documentsPerSecond());
        out.println();
    }

    private String coverage() {
        return result.coverage() instanceof Coverage.Sample sample
                ? format("records: a sample of %,d a collection, seed %d", sample.size(), sample.seed())
                : "records: all";
    }

    private String seconds() {
        return format("%.1f s", result.took().toMillis() / 1000.0);
    }

    private void tables() {
        TextTable text = new TextTable(List.of(1, 2));
        text.add("table", "in MongoDB", "rows", "");
        for (TableResult table : result.tables()) {
            text.add(
                    table.table(),
                    format("%,d", table.rows().source()),
                    format("%,d", table.rows().target()),
                    Stream.of(
                                    layer(table, Layer.ROW_COUNT, ""),
                                    records(table),
                                    references(table),
                                    layer(table, Layer.TYPE, ""))
                            .flatMap(Optional::stream)
                            .reduce((one, other) -> one + ", " + other)
                            .map(failed -> "FAIL " + failed)
                            .orElse("ok"));
        }
        List<String> lines = text.lines();
        out.println(lines.get(0));
        for (int i = 0; i < result.tables().size(); i++) {
            out.println(lines.get(i + 1));
            String accounted = RowBalance.accounted(result.tables().get(i).rows());
            if (!accounted.isEmpty()) {
                out.println("  " + accounted);
            }
        }
        long passed = result.tables().stream().filter(layers::passes).count();
        out.println();
        line("%,d of %,d tables pass", passed, result.tables().size());
    }

    private Optional<String> records(TableResult table) {
        Records records = table.records();
        return layer(table, Layer.RECORD, format(" %,d of %,d", records.matched(), records.compared()));
    }

    private Optional<String> references(TableResult table) {
        long all = table.foreignKeys().stream()
                .mapToLong(ForeignKeyCheck::references)
                .sum();
        long valid =
                table.foreignKeys().stream().mapToLong(ForeignKeyCheck::valid).sum();
        return layer(table, Layer.REFERENCE, format(" %,d of %,d", valid, all));
    }

    /** What a table fails, with how much of it holds. */
    private Optional<String> layer(TableResult table, Layer layer, String held) {
        return layers.passes(table, layer) ? Optional.empty() : Optional.of(Names.of(layer) + held);
    }

    private void rest() {
        if (result.source().state() != State.UNKNOWN
                && !result.source().message().isEmpty()) {
            line("source      %s", result.source().message());
        }
        for (Layer layer : Layer.values()) {
            line(
                    "%-11s %s%s",
                    Names.of(layer),
                    layers.passes(layer) ? "pass" : "FAIL",
                    result.differences(layer) > 0
                            ? ", " + SwitchAdvice.counted(result.differences(layer), "difference")
                            : "");
        }
        Settling settling = result.settling();
        if (settling.suspects() > 0) {
            line(
                    "settling    %,d differed at first sight; %,d of them agreed once the pipeline had passed them"
                            + " (%s), %,d undecided",
                    settling.suspects(),
                    settling.agreed(),
                    SwitchAdvice.counted(settling.generations(), "generation"),
                    settling.undecided());
        }
        SwitchAdvice.exceptions(result).forEach(exception -> line("accounted   %s", exception));
        if (!result.ownRows().isEmpty()) {
            line(
                    "kept aside  %s",
                    result.ownRows().entrySet().stream()
                            .map(table -> format("%s %,d", table.getKey(), table.getValue()))
                            .collect(Collectors.joining(", ")));
        }
    }

    private void withoutValue() {
        if (result.withoutValue().isEmpty()) {
            return;
        }
        out.println();
        line(
                "%s without effect so far",
                SwitchAdvice.counted(result.withoutValue().size(), "declaration"));
        WithoutValue.messages(result.withoutValue()).forEach(message -> line("  %s", message));
    }

    private void differences() {
        if (result.totalDifferences() == 0) {
            return;
        }
        out.println();
        line("%s", SwitchAdvice.counted(result.totalDifferences(), "difference"));
        new EnumMap<>(result.differencesByKind()).forEach(this::kind);
        out.println();
        long more = result.totalDifferences() - grouped();
        if (more > 0) {
            line(
                    "  … and %,d more; --report FILE and --html FILE list the first %,d",
                    more, result.differences().size());
        }
    }

    /**
     * The same difference of one column in a thousand rows is one finding, with three ids.
     *
     * @return how many differences these lines stand for
     */
    private long grouped() {
        Map<Alike, List<Difference>> groups = result.differences().stream()
                .collect(Collectors.groupingBy(Alike::of, LinkedHashMap::new, Collectors.toList()));
        long shown = 0;
        for (List<Difference> alike : groups.values().stream().limit(LISTED).toList()) {
            alike.stream().limit(ALIKE).map(ReportText::line).forEach(out::println);
            int others = alike.size() - ALIKE;
            if (others > 0) {
                line("    … and %,d more listed of this kind in this place", others);
            }
            shown += alike.size();
        }
        return shown;
    }

    private record Alike(String table, Optional<String> column, DifferenceKind kind) {
        static Alike of(Difference difference) {
            return new Alike(difference.table(), difference.column(), difference.kind());
        }
    }

    private void kind(DifferenceKind kind, long count) {
        DifferenceText text = DifferenceText.of(kind);
        line("  %,8d  %s: %s", count, text.name(), text.remedy(result.source()));
    }

    private static String line(Difference difference) {
        String column = difference.column().map(name -> "." + name).orElse("");
        String field = difference.field().map(name -> ", field " + name).orElse("");
        return format(
                "  %s%s  %s%s: %s; MongoDB has %s, PostgreSQL %s%s",
                difference.table(),
                column,
                difference.id(),
                field,
                DifferenceText.of(difference.kind()).name(),
                difference.document(),
                difference.row(),
                difference.detail().isBlank() ? "" : " (" + difference.detail() + ")");
    }

    private void line(String format, Object... arguments) {
        out.println(format(format, arguments));
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
