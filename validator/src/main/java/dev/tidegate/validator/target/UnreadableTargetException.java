package dev.tidegate.validator.target;

import dev.tidegate.mapping.declaration.Table;
import java.sql.SQLException;

/** PostgreSQL did not answer a SELECT, or as an earlier version would: the comparison ends without a result. */
public final class UnreadableTargetException extends RuntimeException {
    public UnreadableTargetException(String message, SQLException cause) {
        super(message + " (SQLSTATE " + cause.getSQLState() + "): " + cause.getMessage(), cause);
    }

    public UnreadableTargetException(String message) {
        super(message);
    }

    static UnreadableTargetException of(Table table, SQLException cause) {
        return new UnreadableTargetException("could not read table " + table.schema() + "." + table.name(), cause);
    }
}
