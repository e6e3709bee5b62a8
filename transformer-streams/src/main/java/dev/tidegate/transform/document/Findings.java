package dev.tidegate.transform.document;

import dev.tidegate.transform.value.Conversion;
import dev.tidegate.transform.value.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What is noted beside the values while one document is read. Confined to one derivation. */
final class Findings {
    private static final Pattern ORDINAL = Pattern.compile("\\.\\d+(?=\\.|$)");

    private final List<FieldFailure> failures = new ArrayList<>(0);
    private final List<CountedConversion> counted = new ArrayList<>(0);
    private final Set<String> originals = new HashSet<>(0);

    /** The value of a conversion; null, and a failure noted, when it failed. */
    Object take(Conversion conversion, String field, String topLevelField) {
        if (conversion instanceof Conversion.Value value) {
            value.counted().forEach(name -> count(field, name));
            if (value.keepOriginal()) {
                originals.add(topLevelField);
            }
            return value.value();
        }
        Conversion.Failure failure = (Conversion.Failure) conversion;
        fail(field, failure.reason(), failure.message());
        return null;
    }

    void fail(String field, Reason reason, String message) {
        failures.add(new FieldFailure(field, reason, message));
    }

    /** Counted by field, whichever of an array's elements it was. */
    void count(String field, String conversion) {
        counted.add(new CountedConversion(ORDINAL.matcher(field).replaceAll(""), conversion));
    }

    boolean hasFailed(String field) {
        return failures.stream().anyMatch(failure -> field.equals(failure.field()));
    }

    List<FieldFailure> failures() {
        return failures;
    }

    List<CountedConversion> counted() {
        return counted;
    }

    Set<String> originals() {
        return originals;
    }
}
