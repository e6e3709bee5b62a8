package dev.tidegate.validator;

/** Told now and then by several threads. */
@FunctionalInterface
public interface ComparisonProgress {
    ComparisonProgress SILENT = (collection, documents) -> {};

    /** @param documents of this collection so far */
    void compared(String collection, long documents);
}
