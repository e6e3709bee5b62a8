package dev.tidegate.events.topic;

/** The migration file is not the one that the source began with. Nothing was processed. */
public final class ChangedFileException extends RuntimeException {
    public ChangedFileException(String migration) {
        super("the file of migration " + migration
                + " has changed since it began: what both versions make would be mixed."
                + " Put the file back as it was, or give the migration another name");
    }
}
