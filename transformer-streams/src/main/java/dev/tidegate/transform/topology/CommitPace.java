package dev.tidegate.transform.topology;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for commits soon after a few changes, so that live ones are seen at once, and leaves them to the configured interval
 * while there are many: a commit costs a marker in each of dozens of topics.
 *
 * <p>Shared by all processors; what it remembers belongs to the stream thread, whose commits are for all of its tasks.
 */
final class CommitPace {
    private static final Duration SOON = Duration.ofMillis(50);
    private static final int MANY = 150;

    private final ThreadLocal<Since> since = ThreadLocal.withInitial(Since::new);

    private static final class Since {
        private int records;
        private long askedAt;
    }

    /** Called by each processor's {@code init}. */
    void start(ProcessorContext<?, ?> context) {
        context.schedule(SOON, PunctuationType.WALL_CLOCK_TIME, now -> ask(context, now));
    }

    void processed() {
        since.get().records++;
    }

    private void ask(ProcessorContext<?, ?> context, long now) {
        Since last = since.get();
        // A thread's tasks tick on their own; half a period apart counts as a tick of its own.
        if (now - last.askedAt < SOON.toMillis() / 2) {
            return;
        }
        if (last.records > 0 && last.records < MANY) {
            context.commit();
        }
        last.records = 0;
        last.askedAt = now;
    }
}
