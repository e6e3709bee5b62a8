package dev.tidegate.sink.connect;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What PostgreSQL said of an error, as far as it may be shown: its own text often quotes the value at fault, and values
 * of real documents are secret. So the text here is made of the SQLSTATE and of names only.
 */
public record ServerMessage(String sqlState, Optional<String> column, Optional<String> constraint) {
    private static final Pattern COPY_COLUMN =
            Pattern.compile("^COPY .*, line \\d+, column ([^:\\n]+)$", Pattern.MULTILINE);
    private static final Pattern INDEX = Pattern.compile("for index \"((?:[^\"])+)\"");
    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("22001", "text is too long"),
            Map.entry("22003", "number is out of range"),
            Map.entry("22008", "date is out of range"),
            Map.entry("22021", "text has a character that PostgreSQL cannot hold"),
            Map.entry("22P02", "text is no value of the column's type"),
            Map.entry("22P03", "value is no value of the column's type"),
            Map.entry("22P05", "text has a character that PostgreSQL cannot hold"),
            Map.entry("22030", "JSON object has a key twice"),
            Map.entry("22032", "text is no JSON"),
            Map.entry("23502", "required column has no value"),
            Map.entry("23503", "foreign key is violated"),
            Map.entry("23505", "value is there already"),
            Map.entry("23514", "check constraint is violated"),
            Map.entry("23P01", "exclusion constraint is violated"),
            Map.entry("54000", "value is too big"),
            Map.entry("P0001", "a trigger or function raised an error"));

    /** Of the first two characters, the class. */
    private static final Map<String, String> CLASSES = Map.of(
            "08", "PostgreSQL cannot be reached",
            "22", "value was refused",
            "23", "value was refused",
            "25", "the transaction may not do this",
            "28", "the login was refused",
            "40", "the transaction was rolled back",
            "42", "the statement was refused",
            "53", "PostgreSQL lacks memory, disk or connections",
            "57", "PostgreSQL ended the connection or the statement");

    public static ServerMessage of(SQLException error) {
        ServerErrorMessage server = serverMessage(error);
        if (server == null) {
            return new ServerMessage(error.getSQLState(), Optional.empty(), Optional.empty());
        }
        Optional<String> column = Optional.ofNullable(server.getColumn()).or(() -> copyColumn(server.getWhere()));
        Optional<String> constraint =
                Optional.ofNullable(server.getConstraint()).or(() -> index(server.getMessage()));
        return new ServerMessage(error.getSQLState(), column, constraint);
    }

    /** A trigger's own words may quote anything. */
    public static boolean isRaised(SQLException error) {
        return error.getSQLState() != null && error.getSQLState().startsWith("P0");
    }

    /** In words, without any value. */
    public String text() {
        StringBuilder text = new StringBuilder(meaning());
        column.ifPresent(name -> text.append(", column ").append(name));
        constraint.ifPresent(name -> text.append(", constraint or index ").append(name));
        return text.append(" (SQLSTATE ").append(sqlState).append(')').toString();
    }

    private String meaning() {
        String state = sqlState == null ? "" : sqlState;
        String byClass = CLASSES.getOrDefault(state.substring(0, Math.min(2, state.length())), "PostgreSQL failed");
        return MEANINGS.getOrDefault(state, byClass);
    }

    private static Optional<String> copyColumn(String where) {
        Matcher matcher = COPY_COLUMN.matcher(where == null ? "" : where);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Optional<String> index(String message) {
        Matcher matcher = INDEX.matcher(message == null ? "" : message);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** A batch wraps the server's error as its next exception or its cause. */
    private static ServerErrorMessage serverMessage(SQLException error) {
        for (SQLException next = error; next != null; next = next.getNextException()) {
            for (Throwable cause = next; cause != null; cause = cause.getCause()) {
                if (cause instanceof PSQLException server && server.getServerErrorMessage() != null) {
                    return server.getServerErrorMessage();
                }
            }
        }
        return null;
    }
}
