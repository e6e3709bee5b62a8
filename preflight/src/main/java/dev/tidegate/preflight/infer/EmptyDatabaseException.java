package dev.tidegate.preflight.infer;

/** A database without a collection that can be moved: most likely its name is another. */
public final class EmptyDatabaseException extends RuntimeException {
    EmptyDatabaseException(String database) {
        super("the database '" + database + "' has no collection that can be moved: is the name right, case included?");
    }
}
