package dev.tidegate.preflight.data;

import dev.tidegate.mapping.reason.Reason;
import dev.tidegate.preflight.finding.Severity;

/** What becomes of a value that is carried, and not as it is. */
enum Fate {
    CONVERTED(Severity.INFO, "converted-type", Reason.CONVERTED, "converted"),
    AS_ABSENT(Severity.INFO, "counts-as-absent", Reason.EMPTY_ARRAY_AS_ABSENT, "counts as absent"),
    DEFAULT(
            Severity.INFO,
            "default-used",
            Reason.DEFAULT,
            "no value for a required column: the migration file's default is taken"),
    MAPPED(Severity.INFO, "value-mapped", Reason.MAPPED, "the migration file's map replaces them"),
    PARSED(
            Severity.INFO,
            "value-parsed",
            Reason.PARSED,
            "read as the migration file's parse, unit, trim, lower or ignore_case states"),
    AS_NULL(
            Severity.WARNING,
            "invalid-as-null",
            Reason.INVALID_AS_NULL,
            "does not convert: NULL takes its place, and the original is kept in tidegate.unmapped"),
    NUL(
            Severity.WARNING,
            "nul",
            Reason.NUL_REPLACED,
            "U+0000, which becomes U+FFFD; the original is kept in tidegate.unmapped");

    private final Severity severity;
    private final String code;
    private final Reason note;
    private final String meaning;

    Fate(Severity severity, String code, Reason note, String meaning) {
        this.severity = severity;
        this.code = code;
        this.note = note;
        this.meaning = meaning;
    }

    /** Of a note that a column's value can have. */
    static Fate of(Reason note) {
        return switch (note) {
            case CONVERTED, ARRAY_OF_ONE, SCALAR_AS_ARRAY -> CONVERTED;
            case EMPTY_ARRAY_AS_ABSENT, EMPTY_TEXT_AS_ABSENT -> AS_ABSENT;
            case DEFAULT -> DEFAULT;
            case MAPPED -> MAPPED;
            case PARSED, TRIMMED, CASE_CHANGED -> PARSED;
            case INVALID_AS_NULL -> AS_NULL;
            case NUL_REPLACED -> NUL;
            default -> throw new IllegalArgumentException("no column's value has the note " + note.code());
        };
    }

    Severity severity() {
        return severity;
    }

    String code() {
        return code;
    }

    /** False where the findings say the same of every type. */
    boolean isOfOneType() {
        return this != DEFAULT && this != NUL;
    }

    /** @param values such as {@code string for column "name" of type integer} */
    String message(String values) {
        return isOfOneType() ? values + ": " + meaning : meaning;
    }

    String remedy() {
        return note.remedy();
    }
}
