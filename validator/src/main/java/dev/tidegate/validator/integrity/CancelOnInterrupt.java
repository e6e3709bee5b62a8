package dev.tidegate.validator.integrity;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a statement in PostgreSQL when the thread that waits for it is interrupted. The driver itself does not check: a
 * join over large tables would run to its end. The interrupt stays set.
 */
public final class CancelOnInterrupt implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CancelOnInterrupt.class);
    private static final long CHECK_EVERY_NANOS = 50_000_000;

    private final Thread waiting = Thread.currentThread();
    private final Statement statement;
    private final Thread watch;
    private volatile boolean done;

    private CancelOnInterrupt(Statement statement) {
        this.statement = statement;
        this.watch = new Thread(this::watch, "tidegate-cancel");
        this.watch.setDaemon(true);
    }

    /** For statements that the calling thread runs. */
    public static CancelOnInterrupt of(Statement statement) {
        var cancel = new CancelOnInterrupt(statement);
        cancel.watch.start();
        return cancel;
    }

    private void watch() {
        while (!done) {
            LockSupport.parkNanos(CHECK_EVERY_NANOS);
            if (!done && waiting.isInterrupted()) {
                cancel();
            }
        }
    }

    private void cancel() {
        try {
            statement.cancel();
        } catch (SQLException e) {
            LOG.debug("could not cancel a statement (SQLSTATE {})", e.getSQLState(), e);
        }
    }

    @Override
    public void close() {
        done = true;
        LockSupport.unpark(watch);
    }
}
