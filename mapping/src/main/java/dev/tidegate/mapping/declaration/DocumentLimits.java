package dev.tidegate.mapping.declaration;

/**
 * How much one document may be. What is larger is a dead letter: Kafka carries records of up to 64 MiB, and a stage holds
 * what a document gives in memory.
 */
public final class DocumentLimits {
    /** Of all rows of one document together, {@code tidegate.unmapped} included: their values as text in UTF-8. */
    public static final int ROWS_BYTES = 62 << 20;

    /** Of an {@code _id}, as canonical Extended JSON in UTF-8: it goes with every row. */
    public static final int ID_BYTES = 64 << 10;

    private DocumentLimits() {}
}
