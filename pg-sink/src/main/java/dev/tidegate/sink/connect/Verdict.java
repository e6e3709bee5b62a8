package dev.tidegate.sink.connect;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What an error of PostgreSQL means for the batch that met it. */
public enum Verdict {
    /** The server or another transaction was in the way: the same batch again, for as long as it takes. */
    RETRY,
    /** A row is at fault: find it. */
    DATA,
    /** A row is too big for an index (54000). */
    TOO_BIG,
    /** Nothing that another try or a dead letter would help. */
    STOP;

    private static final Set<String> RETRIED = Set.of("08", "40", "53", "57");
    private static final Set<String> DATA_CLASSES = Set.of("22", "23");
    private static final String PROGRAM_LIMIT_EXCEEDED = "54000";

    public static Verdict of(SQLException error) {
        String state = error.getSQLState();
        if (state == null || state.length() < 2) {
            return isConnectionLost(error) ? RETRY : STOP;
        }
        String stateClass = state.substring(0, 2);
        if (RETRIED.contains(stateClass)) {
            return RETRY;
        }
        if (DATA_CLASSES.contains(stateClass)) {
            return DATA;
        }
        if (state.equals(PROGRAM_LIMIT_EXCEEDED)) {
            return TOO_BIG;
        }
        return isConnectionLost(error) ? RETRY : STOP;
    }

    private static boolean isConnectionLost(SQLException error) {
        if (error instanceof SQLTransientConnectionException) {
            return true;
        }
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
