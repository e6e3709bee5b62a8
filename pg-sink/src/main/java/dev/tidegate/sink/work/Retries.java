package dev.tidegate.sink.work;

import dev.tidegate.sink.connect.Verdict;
import dev.tidegate.sink.progress.ProgressMeter;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does a piece of work again and again while PostgreSQL is away or busy, until it is done or the sink is closed. */
public final class Retries {
    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(50);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Closing closing;
    private final ProgressMeter meter;

    /** A piece of work that can be done again when it failed. */
    public interface Work<T> {
        T run() throws SQLException;
    }

    public Retries(Closing closing, ProgressMeter meter) {
        this.closing = closing;
        this.meter = meter;
    }

    /**
     * @throws SinkStoppedException when it failed for good
     * @throws ClosedException when the sink was closed in the meantime
     */
    public <T> T call(String what, Work<T> work) {
        Duration wait = FIRST_WAIT;
        for (int attempt = 1; ; attempt++) {
            try {
                return work.run();
            } catch (SQLException e) {
                if (Verdict.of(e) != Verdict.RETRY) {
                    throw new SinkStoppedException(what, e);
                }
                report(what, attempt, e);
                if (closing.await(wait)) {
                    throw new ClosedException(e);
                }
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
            }
        }
    }

    private void report(String what, int attempt, SQLException error) {
        String message = what + ": PostgreSQL is away or busy (SQLSTATE " + error.getSQLState() + "), tried again";
        meter.retried(message);
        if (attempt == 1 || attempt % 10 == 0) {
            LOG.warn("stage=sink attempt={} {}", attempt, message);
        }
    }
}
