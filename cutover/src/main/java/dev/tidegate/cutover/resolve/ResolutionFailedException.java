package dev.tidegate.cutover.resolve;

import java.sql.SQLException;

/** PostgreSQL did not take an act; nothing of that act has been done, those before it stand. */
public final class ResolutionFailedException extends RuntimeException {
    ResolutionFailedException(String what, SQLException cause) {
        super(what + " (SQLSTATE " + cause.getSQLState() + "); what was done before stands and is recorded", cause);
    }

    ResolutionFailedException(String message) {
        super(message);
    }
}
