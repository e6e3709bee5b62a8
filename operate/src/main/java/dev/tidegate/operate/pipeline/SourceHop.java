package dev.tidegate.operate.pipeline;

import dev.tidegate.events.source.SourcePhase;
import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.events.source.SourceState;

/** The hop before all others, from the source's server into the raw topics: the one rule of when it has passed a position. */
public final class SourceHop {
    private SourceHop() {}

    /** Reads the server's log. */
    public interface Log {
        /** True when nothing of the migration's collections is known to stand after a position and up to an end. */
        boolean hasNothingBetween(SourcePosition position, SourcePosition end);
    }

    /**
     * True when every change of mapped collections up to {@code position} is in the raw topics. Writes to other collections move
     * the server's position, but the source's only with the next heartbeat: when none of the mapped collections' is among them,
     * there is nothing to wait for. A collection that is being taken again is waited for. A source that has stopped is not regarded here: a fence and a status take it differently.
     */
    public static boolean hasPassed(SourceState source, SourcePosition position, Log log) {
        if (source.phase() != SourcePhase.STREAM || source.isRemaking()) {
            return false;
        }
        SourcePosition reached = source.reached().orElseThrow();
        return reached.compareTo(position) >= 0 || log.hasNothingBetween(reached, position);
    }
}
