package dev.tidegate.transform.topology;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for commits soon after a few changes, so that live ones are seen at once, and leaves them to the configured interval
 * while there are many: a commit costs a marker in each of dozens of topics, and the next transaction waits for them.
 *
 * <p>The later the changes are, the longer it waits between commits: a thread that is behind would else do little but
 * commit, and fall further behind. Where MongoDB's clock is slow, changes seem later than they are, and the interval counts.
 *
 * <p>Shared by all processors; what it remembers belongs to the stream thread, whose commits are for all of its tasks.
 */
final class CommitPace {
    private static final Duration SOON = Duration.ofMillis(50);
    private static final int MANY = 150;

    private final ThreadLocal<Pace> pace = ThreadLocal.withInitial(Pace::new);

    /** Called by each processor's {@code init}. */
    void start(ProcessorContext<?, ?> context) {
        context.schedule(SOON, PunctuationType.WALL_CLOCK_TIME, now -> {
            if (pace.get().tick(now)) {
                context.commit();
            }
        });
    }

    /** @param timestamp when the change was committed in the source */
    void processed(long timestamp) {
        pace.get().processed(timestamp);
    }

    /** One thread's. */
    static final class Pace {
        private int sinceTick;
        private boolean isOpen;
        private long timestamp;
        private long tickedAt;
        private long askedAt;

        void processed(long ofRecord) {
            sinceTick++;
            isOpen = true;
            timestamp = ofRecord;
        }

        /** @return whether to commit */
        boolean tick(long now) {
            // A thread's tasks tick on their own; half a period apart counts as a tick of its own.
            if (now - tickedAt < SOON.toMillis() / 2) {
                return false;
            }
            boolean isMany = sinceTick >= MANY;
            sinceTick = 0;
            tickedAt = now;
            if (!isOpen || isMany || now - askedAt < (now - timestamp) / 2) {
                return false;
            }
            isOpen = false;
            askedAt = now;
            return true;
        }
    }
}
