package dev.tidegate.validator.result;

import dev.tidegate.mapping.declaration.TableKind;
import dev.tidegate.validator.result.RowCount.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Whether the application may be switched to PostgreSQL, as far as a validation shows.
 *
 * @param line one line for people
 */
public record SwitchAdvice(Answer answer, String line) {

    public enum Answer {
        /** Every document is its rows. */
        SAFE,
        /** Every document is its rows or is accounted for by name. */
        SAFE_WITH_EXCEPTIONS,
        /** Nothing differs, and references without a row keep foreign keys from being sealed. */
        SEAL_BLOCKED,
        /** Nothing differs, and not every record was compared. */
        NOT_PROVEN,
        /** Something differs, or could not be decided. */
        NOT_SAFE
    }

    public static SwitchAdvice of(ValidationResult result) {
        if (!result.passes()) {
            return new SwitchAdvice(Answer.NOT_SAFE, "NOT SAFE TO SWITCH: " + whyNot(result));
        }
        List<String> exceptions = exceptions(result);
        if (result.coverage() instanceof Coverage.Sample) {
            return new SwitchAdvice(
                    Answer.NOT_PROVEN,
                    "NOT PROVEN SAFE TO SWITCH: nothing differs, but only " + compared(result)
                            + "; 'validate --full' compares all" + reservations(result));
        }
        long blocking = sum(result, ForeignKeyCheck::blocking);
        if (blocking > 0) {
            return new SwitchAdvice(
                    Answer.SEAL_BLOCKED,
                    format(
                            "NOT YET SAFE TO SWITCH: nothing differs, but %s without a row keep%s foreign keys from being"
                                    + " sealed ('tidegate references' says what settles them); to accept: %s%s",
                            counted(blocking, "reference"),
                            blocking == 1 ? "s" : "",
                            String.join(", ", exceptions),
                            reservations(result)));
        }
        String what = format(
                "%,d documents are their rows in %,d tables",
                result.documents(), result.tables().size());
        return exceptions.isEmpty()
                ? new SwitchAdvice(Answer.SAFE, "SAFE TO SWITCH: all " + what + reservations(result))
                : new SwitchAdvice(
                        Answer.SAFE_WITH_EXCEPTIONS,
                        "SAFE TO SWITCH if you accept " + String.join(" and ", exceptions) + "; all others of " + what
                                + reservations(result));
    }

    private static String reservations(ValidationResult result) {
        return unmapped(result) + withoutValue(result);
    }

    private static String withoutValue(ValidationResult result) {
        List<String> kinds = new ArrayList<>();
        for (WithoutValue.Kind kind : WithoutValue.Kind.values()) {
            long count = result.withoutValue().stream()
                    .filter(each -> each.kind() == kind && kind != WithoutValue.Kind.COLLECTION)
                    .count();
            add(kinds, count, kind.noun());
        }
        return kinds.isEmpty() ? "" : "; no document has a value for " + String.join(", ", kinds);
    }

    /** What the application does not find in its tables is said wherever it is told to switch. */
    private static String unmapped(ValidationResult result) {
        UnmappedValues unmapped = result.unmapped();
        return unmapped.isEmpty()
                ? ""
                : "; " + unmapped.counted() + (unmapped.values() == 1 ? " is" : " are") + " only in tidegate.unmapped";
    }

    private static String whyNot(ValidationResult result) {
        LayerStatus layers = new LayerStatus(result);
        List<String> reasons = new ArrayList<>();
        if (result.source().isStopped()) {
            reasons.add(result.source().message());
        }
        if (result.totalDifferences() > 0) {
            reasons.add(counted(result.totalDifferences(), "difference"));
        }
        long failed =
                result.tables().stream().filter(table -> !layers.passes(table)).count();
        if (failed > 0) {
            reasons.add(format("%,d of %,d tables fail", failed, result.tables().size()));
        }
        if (result.settling().undecided() > 0) {
            reasons.add(format(
                    "%s could not be decided while changes were on their way; validate again, with more --patience",
                    counted(result.settling().undecided(), "record")));
        }
        if (!result.source().isStopped() && !result.source().message().isEmpty()) {
            reasons.add(result.source().message());
        }
        return String.join(", ", reasons);
    }

    /** What is not in PostgreSQL, or refers to nothing, and is known to be so. */
    public static List<String> exceptions(ValidationResult result) {
        List<String> exceptions = new ArrayList<>();
        deadLetters(exceptions, result);
        add(
                exceptions,
                inAllTables(result, Account.EXCLUDED),
                "document that 'where' excludes",
                "documents that 'where' excludes");
        add(
                exceptions,
                inAllTables(result, Account.UNDELETED_ROW),
                "row that PostgreSQL does not let go",
                "rows that PostgreSQL does not let go");
        add(
                exceptions,
                inAllTables(result, Account.UNTRIED_REFUSAL),
                "refused row that this role could not try",
                "refused rows that this role could not try");
        add(exceptions, sum(result, ForeignKeyCheck::dangling), "dangling reference");
        add(
                exceptions,
                sum(result, ForeignKeyCheck::deadLetters),
                "reference to a dead letter",
                "references to dead letters");
        add(
                exceptions,
                sum(result, ForeignKeyCheck::excluded),
                "reference to an excluded document",
                "references to excluded documents");
        add(exceptions, inAllTables(result, Account.REMOVED), "removed edge or row", "removed edges and rows");
        add(exceptions, inAllTables(result, Account.PLACEHOLDER), "placeholder row");
        return exceptions;
    }

    private static void deadLetters(List<String> exceptions, ValidationResult result) {
        long letters = result.accounted(Account.DEAD_LETTER);
        if (letters > 0) {
            String reasons = result.deadLetters().entrySet().stream()
                    .map(reason -> format("%s %,d", reason.getKey(), reason.getValue()))
                    .collect(Collectors.joining(", "));
            exceptions.add(counted(letters, "dead letter") + (reasons.isEmpty() ? "" : " (" + reasons + ")"));
        }
    }

    private static String compared(ValidationResult result) {
        long compared = result.tables().stream()
                .filter(table -> table.kind() == TableKind.ENTITY)
                .map(TableResult::records)
                .mapToLong(Records::compared)
                .sum();
        return format("%,d of %,d documents were compared", compared, result.documents());
    }

    private static long sum(ValidationResult result, ToLongFunction<ForeignKeyCheck> count) {
        return result.tables().stream()
                .flatMap(table -> table.foreignKeys().stream())
                .mapToLong(count)
                .sum();
    }

    private static long inAllTables(ValidationResult result, Account account) {
        return result.tables().stream()
                .mapToLong(table -> table.rows().accounted(account))
                .sum();
    }

    private static void add(List<String> exceptions, long count, String one) {
        add(exceptions, count, one, one + "s");
    }

    private static void add(List<String> exceptions, long count, String one, String many) {
        if (count > 0) {
            exceptions.add(format("%,d %s", count, count == 1 ? one : many));
        }
    }

    public static String counted(long count, String noun) {
        return format("%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
