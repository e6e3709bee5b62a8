package dev.tidegate.sink.work;

import dev.tidegate.sink.connect.ServerMessage;
import dev.tidegate.sink.connect.Verdict;
import java.sql.SQLException;

/** PostgreSQL refused something that neither another try nor a dead letter helps. The sink stops. */
public final class SinkStoppedException extends RuntimeException {
    SinkStoppedException(String what, SQLException cause) {
        super(what + " failed: " + reason(cause), cause);
    }

    /** PostgreSQL's own words name tables and rights; where they may quote a value, ours stand in their place. */
    private static String reason(SQLException cause) {
        if (ServerMessage.isRaised(cause)) {
            return ServerMessage.of(cause).text()
                    + "; a trigger that refuses single rows says USING ERRCODE = 'check_violation'";
        }
        return switch (Verdict.of(cause)) {
            case DATA, TOO_BIG -> ServerMessage.of(cause).text();
            case RETRY, STOP -> cause.getMessage() + " (SQLSTATE " + cause.getSQLState() + ")";
        };
    }
}
