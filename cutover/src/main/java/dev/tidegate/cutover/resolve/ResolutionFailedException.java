package dev.tidegate.cutover.resolve;

import java.sql.SQLException;

/** PostgreSQL refused a resolution; nothing of it has been done, those before it stand. */
public final class ResolutionFailedException extends RuntimeException {
    ResolutionFailedException(String what, SQLException cause) {
        super(what + " (SQLSTATE " + cause.getSQLState() + "); what was done before stands and is recorded", cause);
    }

    ResolutionFailedException(String message) {
        super(message);
    }
}
