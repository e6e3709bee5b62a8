package dev.tidegate.operate.pipeline;

import org.bson.BsonTimestamp;

/** How far the raw topics are behind MongoDB. */
interface SourcePassage {
    /** MongoDB's time now: everything that anybody can have read has happened by then. */
    BsonTimestamp now();

    /** Whether every change of mapped collections up to {@code time} is in the raw topics. */
    boolean hasPassed(BsonTimestamp time);
}
