package dev.tidegate.preflight.data;

/** Hears now and then how far the scan is. */
@FunctionalInterface
public interface ScanProgress {
    ScanProgress SILENT = (collection, documents) -> {};

    /** @param documents read so far, of all collections */
    void read(String collection, long documents);
}
