package dev.tidegate.cutover.resolve;

import java.sql.SQLException;

/** PostgreSQL refused a resolution; nothing of it has been done, those before it stand. */
public final class ResolutionFailedException extends RuntimeException {
    ResolutionFailedException(String what, SQLException cause) {
        super(what + " (SQLSTATE " + cause.getSQLState() + "); resolutions before it stand and are recorded", cause);
    }

    ResolutionFailedException(String message) {
        super(message);
    }
}
