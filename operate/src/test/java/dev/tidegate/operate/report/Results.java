package dev.tidegate.operate.report;

import dev.tidegate.mapping.declaration.TableKind;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.pipeline.SourceCondition;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.ForeignKeyCheck;
import dev.tidegate.validator.result.Records;
import dev.tidegate.validator.result.RowCount;
import dev.tidegate.validator.result.RowCount.Account;
import dev.tidegate.validator.result.Settling;
import dev.tidegate.validator.result.TableResult;
import dev.tidegate.validator.result.TypeError;
import dev.tidegate.validator.result.UnmappedValues;
import dev.tidegate.validator.result.ValidationResult;
import dev.tidegate.validator.result.WithoutValue;
import dev.tidegate.validator.result.WithoutValue.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.BsonObjectId;
import org.bson.types.ObjectId;

/** Validations as they come, good and bad. */
final class Results {
    static final Coverage FULL = new Coverage.Full();
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final UUID LEFT = UUID.fromString("650a1f00-0000-8000-8000-000000000001");
    private static final UUID RIGHT = UUID.fromString("650a1f00-0000-8000-8000-000000000002");

    private static final List<WithoutValue> WITHOUT_VALUE = List.of(
            new WithoutValue(Kind.COLUMN, "bestellungen", "orders", Optional.of("total"), "price.total"),
            new WithoutValue(Kind.COLUMN, "bestellungen", "orders", Optional.of("kind"), "kind|art"),
            new WithoutValue(Kind.JUNCTION, "bestellungen", "order_tags", Optional.empty(), "tags.of"),
            WithoutValue.collection("personen", "people"));

    private Results() {}

    /** Equal, nothing to account for. */
    static ValidationResult equal(Coverage coverage) {
        return result(
                coverage,
                List.of(orders(Map.of(), 1000, 1000, 0), lines(true, 0), tags()),
                List.of(),
                Map.of(),
                Settling.NONE);
    }

    /** Equal, and every value is in a column. */
    static ValidationResult withoutReservations() {
        return new ValidationResult(
                "shop",
                FULL,
                START,
                Duration.ofMillis(2500),
                List.of(orders(Map.of(), 1000, 1000, 0)),
                Map.of(),
                Map.of(),
                UnmappedValues.NONE,
                List.of(),
                List.of(),
                Map.of(),
                Settling.NONE,
                SourceCondition.at(START, Duration.ZERO));
    }

    /** Equal, with dead letters and what hangs on them. */
    static ValidationResult equalWithExceptions() {
        TableResult orders = orders(Map.of(Account.DEAD_LETTER, 3L, Account.STALE_ROW, 1L), 1000, 998, 0);
        return result(FULL, List.of(orders, lines(false, 2), tags()), List.of(), Map.of(), new Settling(12, 12, 2, 0));
    }

    /** The same where a foreign key is to stand on the references. */
    static ValidationResult sealBlocked() {
        TableResult orders = orders(Map.of(Account.DEAD_LETTER, 3L, Account.STALE_ROW, 1L), 1000, 998, 0);
        return result(FULL, List.of(orders, lines(true, 2), tags()), List.of(), Map.of(), Settling.NONE);
    }

    static ValidationResult undecided() {
        return result(FULL, List.of(orders(Map.of(), 1000, 1000, 0)), List.of(), Map.of(), new Settling(9, 5, 3, 4));
    }

    /** A row missing and one too many leave the counts equal. */
    static ValidationResult sameCountOtherRows() {
        List<Difference> differences = List.of(
                Difference.of(order(7), "orders", DifferenceKind.MISSING_ROW, "document", "no row", ""),
                Difference.of(
                        new Subject.Row("orders", LEFT.toString()),
                        "orders",
                        DifferenceKind.EXTRA_ROW,
                        "absent",
                        "row",
                        ""));
        return result(
                FULL,
                List.of(orders(Map.of(), 1000, 1000, 0), lines(true, 0)),
                differences,
                Map.of(DifferenceKind.MISSING_ROW, 1L, DifferenceKind.EXTRA_ROW, 1L),
                Settling.NONE);
    }

    static ValidationResult oneColumnInManyRows(int rows) {
        List<Difference> differences = IntStream.range(0, rows)
                .mapToObj(row -> value(order(row), "orders", "total", "price.total", "decimal128", "numeric", "other"))
                .toList();
        return result(
                FULL,
                List.of(orders(Map.of(), 1000, 1000, rows)),
                differences,
                Map.of(DifferenceKind.VALUE, (long) rows),
                Settling.NONE);
    }

    static ValidationResult damaged() {
        TableResult orders = orders(Map.of(Account.DEAD_LETTER, 3L), 1_000_000, 999_996, 2);
        TableResult lines = new TableResult(
                "order_lines",
                TableKind.CHILD,
                Optional.empty(),
                new RowCount(2500, 2500, Map.of()),
                new Records(2500, 0),
                List.of(new ForeignKeyCheck(
                        "order_lines", "order_lines_order_fkey", "order", "orders", true, 2500, 1, 0, 0, 2, 1)),
                List.of());
        TableResult typed = new TableResult(
                "people",
                TableKind.ENTITY,
                Optional.of("people"),
                new RowCount(40, 40, Map.of()),
                new Records(40, 1),
                List.of(),
                List.of(new TypeError(
                        "people", "level", "a label that the file does not know", 2, List.of("1f", "2f"))));
        List<Difference> differences = List.of(
                Difference.of(order(1), "orders", DifferenceKind.MISSING_ROW, "document", "no row", ""),
                value(order(2), "orders", "total", "price.total", "decimal128", "numeric", "another number"),
                value(
                        order(2),
                        "orders",
                        "<script>alert(1)</script>",
                        "a&b",
                        "string of 3",
                        "NULL",
                        "'quoted' \"twice\""),
                Difference.of(
                        new Subject.Edge("order_tags", LEFT, RIGHT),
                        "order_tags",
                        DifferenceKind.EXTRA_EDGE,
                        "absent",
                        "row",
                        ""),
                Difference.of(new Subject.Row("people", "40f0"), "people", DifferenceKind.TYPE, "-", "text", ""));
        return result(
                FULL,
                List.of(orders, lines, tags(), typed),
                differences,
                Map.of(
                        DifferenceKind.MISSING_ROW,
                        1L,
                        DifferenceKind.VALUE,
                        30L,
                        DifferenceKind.EXTRA_EDGE,
                        1L,
                        DifferenceKind.TYPE,
                        1L),
                new Settling(40, 3, 2, 1));
    }

    /** The same, compared while the source was like this. */
    static ValidationResult with(SourceCondition source, ValidationResult result) {
        return new ValidationResult(
                result.migration(),
                result.coverage(),
                result.startedAt(),
                result.took(),
                result.tables(),
                result.ownRows(),
                result.deadLetters(),
                result.unmapped(),
                result.withoutValue(),
                result.differences(),
                result.differencesByKind(),
                result.settling(),
                source);
    }

    private static Difference value(
            Subject subject, String table, String column, String field, String document, String row, String detail) {
        return new Difference(
                subject,
                table,
                subject.display(),
                Optional.of(column),
                Optional.of(field),
                DifferenceKind.VALUE,
                document,
                row,
                detail);
    }

    private static Subject order(int number) {
        return Subject.Document.of("orders", new BsonObjectId(new ObjectId(String.format("650a1f%018x", number))));
    }

    private static TableResult orders(Map<Account, Long> accounted, long source, long target, long mismatched) {
        return new TableResult(
                "orders",
                TableKind.ENTITY,
                Optional.of("bestellungen"),
                new RowCount(source, target, accounted),
                new Records(source, mismatched),
                List.of(),
                List.of());
    }

    private static TableResult lines(boolean isDeclared, long dangling) {
        return new TableResult(
                "order_lines",
                TableKind.CHILD,
                Optional.empty(),
                new RowCount(2500, 2500, Map.of()),
                new Records(2500, 0),
                List.of(new ForeignKeyCheck(
                        "order_lines",
                        "order_lines_order_fkey",
                        "order",
                        "orders",
                        isDeclared,
                        2500,
                        dangling,
                        0,
                        0,
                        0,
                        0)),
                List.of());
    }

    private static TableResult tags() {
        return new TableResult(
                "order_tags",
                TableKind.JUNCTION,
                Optional.empty(),
                new RowCount(0, 0, Map.of()),
                new Records(0, 0),
                List.of(),
                List.of());
    }

    private static ValidationResult result(
            Coverage coverage,
            List<TableResult> tables,
            List<Difference> differences,
            Map<DifferenceKind, Long> byKind,
            Settling settling) {
        return new ValidationResult(
                "shop",
                coverage,
                START,
                Duration.ofMillis(2500),
                tables,
                Map.of("tidegate.dead_letter", 3L, "tidegate.unmapped", 17L),
                Map.of("not-exact", 1L, "required-absent", 2L),
                new UnmappedValues(17, 2, 1204),
                WITHOUT_VALUE,
                differences,
                byKind,
                settling,
                SourceCondition.at(START, Duration.ZERO));
    }
}
