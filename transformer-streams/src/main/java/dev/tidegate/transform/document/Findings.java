package dev.tidegate.transform.document;

import dev.tidegate.mapping.declaration.DocumentLimits;
import dev.tidegate.mapping.reason.Reason;
import dev.tidegate.transform.value.Conversion;
import dev.tidegate.transform.value.Note;
import dev.tidegate.transform.value.ShortName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What is noted beside the values while one document is read. Confined to one derivation. */
final class Findings {
    private static final Pattern ORDINAL = Pattern.compile("\\.\\d+(?=\\.|$)");

    /** A letter names no more: a document can have a million elements. */
    private static final int MOST_FAILURES = 100;

    private final DerivationListener listener;
    private final List<FieldFailure> failures = new ArrayList<>(0);
    private final Set<CountedConversion> counted = new LinkedHashSet<>(0);
    private final Set<String> originals = new HashSet<>(0);
    private long bytes;
    private String fieldOverLimit;

    Findings(DerivationListener listener) {
        this.listener = listener;
    }

    DerivationListener listener() {
        return listener;
    }

    /** The value of a conversion; null, and a failure noted, when it failed, or when the document gives too much. */
    Object take(Conversion conversion, String field, String topLevelField) {
        if (conversion instanceof Conversion.TooLarge tooLarge) {
            spend(tooLarge.bytes(), field);
            return null;
        }
        if (conversion instanceof Conversion.Value value) {
            value.counted().forEach(note -> count(field, note));
            if (value.keepOriginal()) {
                originals.add(topLevelField);
            }
            return spend(ValueSize.of(value.value()), field) ? value.value() : null;
        }
        Conversion.Failure failure = (Conversion.Failure) conversion;
        fail(field, failure.reason(), failure.message());
        return null;
    }

    /** False when all that the document gives has become too much to be carried, or was before. */
    boolean spend(long more, String field) {
        bytes += more;
        if (bytes > DocumentLimits.ROWS_BYTES && fieldOverLimit == null) {
            fieldOverLimit = field == null ? "" : field;
        }
        return !isTooLarge();
    }

    boolean isTooLarge() {
        return fieldOverLimit != null;
    }

    void fail(String field, Reason reason, String message) {
        if (failures.size() < MOST_FAILURES) {
            failures.add(new FieldFailure(field == null ? null : ShortName.of(field), reason, message));
        }
    }

    /** Counted by field, whichever of an array's elements it was. */
    void count(String field, Note note) {
        counted.add(new CountedConversion(ORDINAL.matcher(field).replaceAll(""), note));
    }

    /** Beyond the limits nothing is noted any more. */
    boolean hasFailed(String field) {
        return isTooLarge()
                || failures.size() >= MOST_FAILURES
                || failures.stream().anyMatch(failure -> field.equals(failure.field()));
    }

    /** Called at the end: only then it is known how much all is. */
    List<FieldFailure> failures() {
        if (isTooLarge()) {
            String message = "the document gives rows of " + bytes + " bytes together, one may give "
                    + DocumentLimits.ROWS_BYTES + ": make it smaller, or leave fields out";
            failures.add(new FieldFailure(
                    fieldOverLimit.isEmpty() ? null : ShortName.of(fieldOverLimit), Reason.OUT_OF_RANGE, message));
        }
        return failures;
    }

    List<CountedConversion> counted() {
        return List.copyOf(counted);
    }

    Set<String> originals() {
        return originals;
    }
}
