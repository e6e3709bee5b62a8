package dev.tidegate.workload;

import java.nio.ByteBuffer;
import java.util.Map;
import org.bson.types.ObjectId;

/** The ObjectId of every document, computed from seed, collection and ordinal, in the order of creation over three years. */
public final class ObjectIds {
    private static final long FIRST_SECOND = 1_651_363_200L;
    private static final long SECONDS_COVERED = 3L * 365 * 24 * 3600;
    private static final int OF_AN_UNKNOWN_COLLECTION = 1000;

    private final long seed;
    private final Map<String, Integer> counts;

    public ObjectIds(long seed, Map<String, Integer> counts) {
        this.seed = seed;
        this.counts = counts;
    }

    public ObjectId id(String collection, int ordinal) {
        int count = counts.getOrDefault(collection, OF_AN_UNKNOWN_COLLECTION);
        long second = FIRST_SECOND + SECONDS_COVERED * ordinal / Math.max(1, count);
        long machine = Mix.of(seed, collection.hashCode());
        return new ObjectId(ByteBuffer.allocate(12)
                .putInt((int) second)
                .putInt((int) machine)
                .putInt((int) (machine >>> 32 & 0xFF) << 24 | ordinal & 0xFFFFFF)
                .array());
    }
}
