package dev.tidegate.sink.work;

import dev.tidegate.sink.connect.ServerMessage;
import java.sql.SQLException;

/** PostgreSQL refused something that neither another try nor a dead letter helps. The sink stops. */
public final class SinkStoppedException extends RuntimeException {
    SinkStoppedException(String what, SQLException cause) {
        super(what + " failed: " + ServerMessage.of(cause).text(), cause);
    }
}
