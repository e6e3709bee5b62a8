package dev.tidegate.transform.value;

/** Why a document is a dead letter: the codes of {@code tidegate.dead_letter.reason}. */
public enum Reason {
    /** A required column, no value in the document and no default in the file. */
    REQUIRED_ABSENT("required-absent"),
    /** The BSON type has no conversion to the column. */
    WRONG_TYPE("wrong-type"),
    /** The BSON type has a conversion to the column, this value does not fit it. */
    NOT_EXACT("not-exact"),
    OUT_OF_RANGE("out-of-range"),
    /** A text that is no label of the enum. */
    INVALID_ENUM("invalid-enum"),
    /** Two values for one column. */
    CONFLICT("conflict"),
    WRONG_ID_TYPE("wrong-id-type"),
    /** A field that no declaration reads, where the file says {@code unmapped_fields: fail}. */
    UNMAPPED("unmapped"),
    /** PostgreSQL said no. */
    REFUSED_BY_TARGET("refused-by-target");

    private final String code;

    Reason(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
