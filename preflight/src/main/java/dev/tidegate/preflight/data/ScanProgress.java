package dev.tidegate.preflight.data;

/** Hears now and then how far the scan is. */
@FunctionalInterface
public interface ScanProgress {
    ScanProgress SILENT = (collection, documents) -> {};

    /** What is being done now. */
    default void at(String what) {}

    /** @param documents read so far, of all collections */
    void read(String collection, long documents);
}
