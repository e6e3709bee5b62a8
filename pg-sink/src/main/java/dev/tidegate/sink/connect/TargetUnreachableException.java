package dev.tidegate.sink.connect;

import dev.tidegate.mapping.address.PostgresAddress;
import java.sql.SQLException;
import java.time.Duration;

/** PostgreSQL did not answer, or did not let us in. Nothing was changed; worth another try later. */
public final class TargetUnreachableException extends RuntimeException {
    TargetUnreachableException(PostgresAddress address, Duration after, SQLException cause) {
        super(
                "PostgreSQL at " + address.display() + " cannot be reached (gave up after " + after.toMillis()
                        + " ms, SQLSTATE " + cause.getSQLState() + "): " + cause.getMessage()
                        + "; check POSTGRES_URL and that the server runs",
                cause);
    }
}
