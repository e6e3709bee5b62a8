package dev.tidegate.validator.preflight.data;

import dev.tidegate.validator.preflight.Severity;

/** How the kind of a value goes with the column that it is for. What is not {@link #EXACT} or absent is a finding. */
enum Fit {
    EXACT(Severity.INFO, "", "", ""),
    ABSENT(Severity.INFO, "", "", ""),
    AS_ABSENT(Severity.INFO, "counts-as-absent", "counts as absent", ""),
    CONVERTED(
            Severity.INFO,
            "converted-type",
            "converted where that is exact, else a dead letter",
            "nothing, when that is meant; policies.inexact_type: dead_letter refuses them"),
    REFUSED(
            Severity.WARNING,
            "refused-type",
            "a dead letter, as the file says inexact_type: dead_letter",
            "correct the documents, or say inexact_type: convert for the field"),
    MAPPED(Severity.INFO, "value-mapped", "the file's map replaces them", ""),
    NO_LABEL(
            Severity.WARNING,
            "invalid-enum",
            "no label of the enum",
            "correct the documents, add the label or a map to the file, or say invalid_enum: null_and_keep"),
    EMPTY_TEXT(
            Severity.WARNING,
            "empty-text",
            "the empty string is no value of this type",
            "correct the documents, or say empty_as_null: true for the field"),
    WRONG(
            Severity.WARNING,
            "wrong-type",
            "has no conversion to the column",
            "correct the documents, choose another type for the column (jsonb takes any), or say invalid: null_and_keep");

    private final Severity severity;
    private final String code;
    private final String meaning;
    private final String remedy;

    Fit(Severity severity, String code, String meaning, String remedy) {
        this.severity = severity;
        this.code = code;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    boolean isFinding() {
        return !code.isEmpty();
    }

    boolean isNoValue() {
        return this == ABSENT || this == AS_ABSENT;
    }

    Severity severity() {
        return severity;
    }

    String code() {
        return code;
    }

    String meaning() {
        return meaning;
    }

    String remedy() {
        return remedy;
    }
}
