package dev.tidegate.transform.topology;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for commits soon after a few changes, so that live ones are seen at once, and leaves them to the configured interval
 * while there are many: a commit costs a marker in each of dozens of topics. Where commits are slow they come seldom:
 * else a thread would do little but commit, fall behind, and never catch up.
 *
 * <p>Shared by all processors; what it remembers belongs to the stream thread, whose commits are for all of its tasks.
 */
final class CommitPace {
    private static final Duration SOON = Duration.ofMillis(50);
    private static final int MANY = 150;
    /** A thread that has nothing to do ticks this late at most: it waits for records in between. */
    private static final long IDLE_MILLIS = 150;

    private final ThreadLocal<Pace> pace = ThreadLocal.withInitial(Pace::new);

    /** Called by each processor's {@code init}. */
    void start(ProcessorContext<?, ?> context) {
        context.schedule(SOON, PunctuationType.WALL_CLOCK_TIME, now -> {
            if (pace.get().tick(now)) {
                context.commit();
            }
        });
    }

    void processed() {
        pace.get().records++;
    }

    /** One thread's. */
    static final class Pace {
        private int records;
        private long tickedAt = Long.MIN_VALUE;
        private long restsUntil = Long.MIN_VALUE;

        /** @return whether to commit */
        boolean tick(long now) {
            // A thread's tasks tick on their own; half a period apart counts as a tick of its own.
            if (tickedAt != Long.MIN_VALUE && now - tickedAt < SOON.toMillis() / 2) {
                return false;
            }
            long late = tickedAt == Long.MIN_VALUE ? 0 : now - tickedAt - IDLE_MILLIS;
            if (late > 0) {
                restsUntil = now + 2 * late;
            }
            boolean commits = records > 0 && records < MANY && now >= restsUntil;
            records = 0;
            tickedAt = now;
            return commits;
        }
    }
}
