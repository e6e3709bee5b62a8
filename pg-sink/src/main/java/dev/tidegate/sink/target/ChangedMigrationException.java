package dev.tidegate.sink.target;

/** The migration file is not the one that this target was started with. Nothing was changed. */
public final class ChangedMigrationException extends RuntimeException {
    ChangedMigrationException(String migration, String difference) {
        super("the file of migration " + migration + " has changed since its first start (- then, + now):\n"
                + difference
                + "\nRows made by both would be mixed: put the file back, or give the migration another name, with a"
                + " database of its own or target.existing_rows: truncate");
    }
}
