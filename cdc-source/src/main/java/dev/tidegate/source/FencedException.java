package dev.tidegate.source;

/** Another instance has started for the same migration and runs; this one has published nothing since and ends. */
public final class FencedException extends RuntimeException {
    public FencedException(String migration) {
        super("another cdc-source has started for migration " + migration
                + ": it runs, this one ends. Only one can run at a time");
    }
}
