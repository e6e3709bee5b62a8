package dev.tidegate.mapping.reason;

import dev.tidegate.mapping.declaration.CollectionMapping;
import java.util.Arrays;
import java.util.Optional;

/**
 * Why a document is a dead letter, or what a value that is carried was changed by: the code that rows, logs and reports have,
 * and what to do about it. docs/values.md lists them.
 */
public enum Reason {
    /** A required column, no value in the document and no default in the migration file. */
    REQUIRED_ABSENT("required-absent", Effect.DEAD_LETTER, "give the field a value"),
    /** The BSON type has no conversion to the column. */
    WRONG_TYPE("wrong-type", Effect.DEAD_LETTER, "correct the value"),
    /** The BSON type has a conversion to the column, this value does not fit it. */
    NOT_EXACT("not-exact", Effect.DEAD_LETTER, "correct the value"),
    /** Too large or too small for the column; or the document gives too much, or has too long an id. */
    OUT_OF_RANGE("out-of-range", Effect.DEAD_LETTER, "correct the value, or make the document smaller"),
    /** A text that is no label of the enum. */
    INVALID_ENUM("invalid-enum", Effect.DEAD_LETTER, "correct the value"),
    /** Two values for one column, two elements with one key, or two entries of one collection that take the document. */
    CONFLICT(
            "conflict",
            Effect.DEAD_LETTER,
            "leave the document one value for the column, one element for each key, one entry that takes it"),
    /** No entry of the document's collection takes it. */
    UNMATCHED(
            "unmatched",
            Effect.DEAD_LETTER,
            "correct the fields that 'where' reads, or declare an entry that takes it, or unmatched: exclude"),
    WRONG_ID_TYPE("wrong-id-type", Effect.DEAD_LETTER, "give the document an ObjectId as its _id"),
    /** A field that no declaration reads, under {@code unmapped_fields: fail}. */
    UNMAPPED(
            "unmapped",
            Effect.DEAD_LETTER,
            "remove the fields that no declaration reads; or map or ignore them, or set unmapped_fields: keep"),
    REFUSED_BY_TARGET(
            "refused-by-target",
            Effect.DEAD_LETTER,
            "correct the value, or drop in PostgreSQL what refuses it, then 'tidegate errors replay'"),
    /** A newer document has the same value of a unique index, under {@code duplicates: keep_newest}. */
    DUPLICATE_VALUE("duplicate-value", Effect.DEAD_LETTER, "give one of the two documents another value, or delete it"),

    /** A required reference to a document that does not exist, under {@code dangling: dead_letter}. */
    DANGLING_REFERENCE(
            "dangling-reference",
            Effect.DEAD_LETTER,
            "correct the reference, or restore the document that it leads to"),

    /** A value of another BSON type; counted by the two types, as {@code int→text}. */
    CONVERTED("converted", Effect.NOTE, Remedies.OF_CONVERSION),
    ARRAY_OF_ONE("array→element", Effect.NOTE, Remedies.OF_CONVERSION),
    SCALAR_AS_ARRAY("scalar→array", Effect.NOTE, Remedies.OF_CONVERSION),
    EMPTY_ARRAY_AS_ABSENT("empty-array→null", Effect.NOTE, Remedies.NONE_IF_MEANT),
    EMPTY_TEXT_AS_ABSENT("empty→null", Effect.NOTE, Remedies.NONE_IF_MEANT),
    DEFAULT("default", Effect.NOTE, Remedies.NONE_IF_MEANT),
    MAPPED("mapped", Effect.NOTE, Remedies.NONE_IF_MEANT),
    /** White space at its ends taken away, under {@code trim}. */
    TRIMMED("trimmed", Effect.NOTE, Remedies.NONE_IF_MEANT),
    /** Under {@code lower} or {@code ignore_case}. */
    CASE_CHANGED("case-changed", Effect.NOTE, Remedies.NONE_IF_MEANT),
    /** Read by the form that the file states; counted by the two types, as {@code parsed string→timestamp}. */
    PARSED("parsed", Effect.NOTE, Remedies.NONE_IF_MEANT),
    /** A value that does not convert, under {@code null_and_keep}. */
    INVALID_AS_NULL("invalid→null", Effect.NOTE, "correct the document, if NULL in its place is not wanted"),
    NUL_REPLACED("nul-replaced", Effect.NOTE, Remedies.OF_REPLACEMENT),
    INVALID_UTF8_REPLACED("invalid-utf8-replaced", Effect.NOTE, Remedies.OF_REPLACEMENT),
    DUPLICATE_KEY_DROPPED(
            "duplicate-key-dropped",
            Effect.NOTE,
            "write the documents again with one field of each name, if another value is wanted"),
    NULL_ELEMENT_DROPPED("null-element-dropped", Effect.NOTE, Remedies.NONE_IF_MEANT),
    DUPLICATE_ELEMENT_DROPPED("duplicate-element-dropped", Effect.NOTE, Remedies.NONE_IF_MEANT);

    /** What a reason does to a document. */
    public enum Effect {
        /** It gives no rows. */
        DEAD_LETTER,
        /** Its rows are made, and the change is counted. */
        NOTE
    }

    private static final class Remedies {
        static final String NONE_IF_MEANT = "nothing, when that is meant";
        static final String OF_CONVERSION =
                "nothing, when that is meant; policies.inexact_type: dead_letter refuses them";
        static final String OF_REPLACEMENT = "correct the documents, if U+FFFD in their place is not wanted";
    }

    private final String code;
    private final Effect effect;
    private final String remedy;

    Reason(String code, Effect effect, String remedy) {
        this.code = code;
        this.effect = effect;
        this.remedy = remedy;
    }

    /** Empty for a code that this version does not know. */
    public static Optional<Reason> ofCode(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code.equals(code))
                .findFirst();
    }

    public String code() {
        return code;
    }

    public Effect effect() {
        return effect;
    }

    /** What to do, where neither collection nor column is known. */
    public String remedy() {
        return remedy;
    }

    /** What to do, with declarations that can stand at this very column; of a field that no column reads without them. */
    public String remedy(CollectionMapping collection, Optional<ColumnRemedies> column) {
        return switch (this) {
            case REQUIRED_ABSENT -> column.map(ColumnRemedies::ofAbsentValue).orElse(remedy);
            case WRONG_TYPE, NOT_EXACT, OUT_OF_RANGE ->
                column.map(ColumnRemedies::ofUnfitValue).orElse(remedy);
            case INVALID_ENUM -> column.map(ColumnRemedies::ofNoLabel).orElse(remedy);
            case WRONG_ID_TYPE -> remedy + ", or " + IdRemedy.anyIds(collection);
            default -> remedy;
        };
    }
}
