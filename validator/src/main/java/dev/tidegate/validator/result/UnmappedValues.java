package dev.tidegate.validator.result;

/**
 * What of the documents is in {@code tidegate.unmapped} and in no column of the application.
 *
 * @param documents that have anything there
 * @param fields how many different top-level fields, counted in each table by itself
 * @param values how many of them in all documents
 */
public record UnmappedValues(long documents, long fields, long values) {
    public static final UnmappedValues NONE = new UnmappedValues(0, 0, 0);

    public boolean isEmpty() {
        return values == 0;
    }

    /** Such as {@code 1,204 values of 12 fields}. */
    public String counted() {
        return SwitchAdvice.counted(values, "value") + " of " + SwitchAdvice.counted(fields, "field");
    }
}
