package dev.tidegate.operate.verify;

import com.mongodb.MongoException;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.target.UnreadableTargetException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Verifies all documents once, then every change as it passes, at both ends, beside the running pipeline.
 *
 * <p>What it knows is kept in PostgreSQL, and a server that goes away is waited for. {@link #run} blocks; {@link #close}
 * may be called from any thread.
 */
public final class Follower implements AutoCloseable {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final FollowSettings settings;
    private final Pipeline pipeline;
    private final FollowListener listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private FollowStatus last;

    public Follower(FollowSettings settings, Pipeline pipeline, FollowListener listener) {
        this.settings = settings;
        this.pipeline = pipeline;
        this.listener = listener;
    }

    /**
     * Returns when it was closed, or when a status is as wanted.
     *
     * @throws FollowStoppedException when a person must do something before it can continue
     * @throws dev.tidegate.validator.target.UnfitTargetException when a table or column of the file is missing
     */
    public void run(Predicate<FollowStatus> isEnough) {
        boolean beginsAnew = settings.beginsAnew();
        long pause = 250;
        while (!isClosed()) {
            try (FollowSession session = FollowSession.open(settings, pipeline, new Remembering(), beginsAnew)) {
                beginsAnew = false;
                while (!isClosed() && (last == null || !isEnough.test(last))) {
                    session.step();
                    pause = 250;
                }
                session.save();
                return;
            } catch (HistoryLostException e) {
                beginsAnew = true;
                listener.notice(
                        "MongoDB's oplog does not reach back to the last change that was verified: what was written"
                                + " since is not known one by one, and a new full pass begins");
            } catch (MongoException | UnreadableTargetException | SQLException e) {
                pause = Math.min(2 * pause, LONGEST_PAUSE.toMillis());
                listener.notice("a server does not answer (" + describe(e) + "); continuing when it does");
                await(pause);
            }
        }
    }

    private static String describe(Exception failure) {
        Throwable cause = failure instanceof UnreadableTargetException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        return cause instanceof SQLException sql
                ? "SQLSTATE " + sql.getSQLState()
                : cause.getClass().getSimpleName();
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void await(long millis) {
        try {
            closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private final class Remembering implements FollowListener {
        @Override
        public void status(FollowStatus status) {
            last = status;
            listener.status(status);
        }

        @Override
        public void opened(OpenMismatch mismatch) {
            listener.opened(mismatch);
        }

        @Override
        public void closed(OpenMismatch mismatch) {
            listener.closed(mismatch);
        }

        @Override
        public void notice(String message) {
            listener.notice(message);
        }
    }
}
