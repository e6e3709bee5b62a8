package dev.tidegate.sink.target;

import java.sql.SQLException;

/** PostgreSQL refused what preparing the target needs. Nothing was changed. */
public final class TargetPreparationException extends RuntimeException {
    TargetPreparationException(String migration, SQLException cause) {
        super(
                "the target of migration " + migration + " could not be prepared (SQLSTATE " + cause.getSQLState()
                        + "): " + cause.getMessage(),
                cause);
    }
}
