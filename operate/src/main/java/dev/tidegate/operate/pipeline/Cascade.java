package dev.tidegate.operate.pipeline;

import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.pipeline.Hop.Backlog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The way of one fence through the pipeline, hop by hop. A hop is asked only after the one before it was passed, and what
 * its reader must reach is noted once, then: later writes do not move it. Not thread-safe.
 */
final class Cascade {
    private final SourcePassage source;
    private final SourcePosition fence;
    private final List<Hop> hops;
    private int passed;
    private Map<TopicPartition, Backlog> waiting;
    private boolean isSourcePassed;

    Cascade(Migration migration, SourcePassage source, TopicOffsets offsets, SinkPositions sink) {
        Hops all = new Hops(migration, offsets);
        this.source = source;
        this.hops = new ArrayList<>(all.transform());
        this.hops.add(all.sink(sink::read));
        this.fence = source.now();
    }

    boolean isPassed() {
        if (!isSourcePassed) {
            isSourcePassed = source.hasPassed(fence);
        }
        while (isSourcePassed && passed < hops.size() && isPassed(hops.get(passed))) {
            passed++;
            waiting = null;
        }
        return passed == hops.size();
    }

    /** False also while nothing is certain: a stage has not started yet, or its topics are not those that it has read. */
    private boolean isPassed(Hop hop) {
        if (waiting == null) {
            waiting = hop.waiting().orElse(null);
        }
        if (waiting == null) {
            return false;
        }
        waiting = hop.stillWaiting(waiting);
        return waiting.isEmpty();
    }

    /** Where it is, for people. */
    @Override
    public String toString() {
        String name = "fence at " + fence;
        if (!isSourcePassed) {
            return name + ": not in the raw topics yet";
        }
        if (passed == hops.size()) {
            return name + ": passed";
        }
        return waiting == null
                ? name + ": topics are missing, or are not those that their reader has read: " + hops.get(passed)
                : name + ": waits for the reader of " + waiting;
    }
}
