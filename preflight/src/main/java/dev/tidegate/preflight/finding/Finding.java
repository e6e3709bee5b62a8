package dev.tidegate.preflight.finding;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Something that the preflight found. Never holds a field's value: ids, names, BSON types and numbers only.
 *
 * @param code stable kebab-case name of the kind of finding
 * @param where the object, such as {@code crm_Accounts.assigned_to}, a topic, a table, a server
 * @param count how many documents, edges or objects; 0 where there is nothing to count
 * @param examples ids of some of them
 * @param remedy what to do, for all findings of a code alike wherever that is possible; empty: nothing
 */
public record Finding(
        Severity severity,
        String code,
        String where,
        long count,
        List<String> examples,
        String message,
        String remedy) {
    private static final Pattern KEBAB = Pattern.compile("[a-z]+(-[a-z0-9]+)*");

    /** The gravest first, then by code and place. */
    public static final Comparator<Finding> ORDER = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::code)
            .thenComparing(Finding::where)
            .thenComparing(Finding::message);

    public Finding {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(where, "where");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(remedy, "remedy");
        if (!KEBAB.matcher(code).matches()) {
            throw new IllegalArgumentException("a code is in kebab-case: " + code);
        }
        examples = List.copyOf(examples);
    }

    public static Finding blocking(String code, String where, String message, String remedy) {
        return new Finding(Severity.BLOCKING, code, where, 0, List.of(), message, remedy);
    }

    public static Finding warning(String code, String where, String message, String remedy) {
        return new Finding(Severity.WARNING, code, where, 0, List.of(), message, remedy);
    }

    public static Finding info(String code, String where, String message) {
        return new Finding(Severity.INFO, code, where, 0, List.of(), message, "");
    }
}
