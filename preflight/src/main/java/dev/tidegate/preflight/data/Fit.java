package dev.tidegate.preflight.data;

import dev.tidegate.mapping.reason.ColumnRemedies;
import dev.tidegate.preflight.finding.Severity;
import java.util.function.Function;

/** How the kind of a value goes with the column that it is for. What is not {@link #EXACT} or absent is a finding. */
enum Fit {
    EXACT(Severity.INFO, "", "", column -> ""),
    ABSENT(Severity.INFO, "", "", column -> ""),
    AS_ABSENT(Severity.INFO, "counts-as-absent", "counts as absent", column -> ""),
    CONVERTED(
            Severity.INFO,
            "converted-type",
            "converted where that is exact, else a dead letter",
            column -> "nothing, when that is meant; policies.inexact_type: dead_letter refuses them"),
    REFUSED(
            Severity.WARNING,
            "refused-type",
            "a dead letter, as the file says inexact_type: dead_letter",
            column -> "correct the documents, or say inexact_type: convert for the field"),
    MAPPED(Severity.INFO, "value-mapped", "the file's map replaces them", column -> ""),
    NO_LABEL(Severity.WARNING, "invalid-enum", "no label of the enum", ColumnRemedies::ofNoLabel),
    EMPTY_TEXT(
            Severity.WARNING, "empty-text", "the empty string is no value of this type", ColumnRemedies::ofEmptyText),
    WRONG(Severity.WARNING, "wrong-type", "has no conversion to the column", ColumnRemedies::ofUnfitValue);

    private final Severity severity;
    private final String code;
    private final String meaning;
    private final Function<ColumnRemedies, String> remedy;

    Fit(Severity severity, String code, String meaning, Function<ColumnRemedies, String> remedy) {
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

    /** What to do about values in this column. */
    String remedy(ColumnRemedies column) {
        return remedy.apply(column);
    }
}
