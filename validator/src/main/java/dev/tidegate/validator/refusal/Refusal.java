package dev.tidegate.validator.refusal;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Why PostgreSQL does not take a row, or does not let it go.
 *
 * @param constraint or index that PostgreSQL named
 */
public record Refusal(String sqlState, Optional<String> constraint) {

    static Refusal of(SQLException error) {
        ServerErrorMessage message = error instanceof PSQLException server ? server.getServerErrorMessage() : null;
        return new Refusal(
                String.valueOf(error.getSQLState()),
                Optional.ofNullable(message).map(ServerErrorMessage::getConstraint));
    }

    /** The same reason, as far as both name one: PostgreSQL does not always say which constraint it is. */
    public boolean isSameAs(Refusal other) {
        return sqlState.equals(other.sqlState)
                && (constraint.isEmpty() || other.constraint.isEmpty() || constraint.equals(other.constraint));
    }

    /** For people. */
    public String text() {
        return "SQLSTATE " + sqlState + constraint.map(name -> ", " + name).orElse("");
    }
}
