package dev.tidegate.operate.pipeline;

import dev.tidegate.events.source.SourcePosition;

/** How far the raw topics are behind the source's server. */
interface SourcePassage {
    /** The server's position now: everything that anybody can have read is at or before it. */
    SourcePosition now();

    /** True when every change of mapped collections up to {@code position} is in the raw topics. */
    boolean hasPassed(SourcePosition position);
}
