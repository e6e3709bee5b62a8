package dev.tidegate.workload;

import java.nio.ByteBuffer;
import java.util.Map;
import org.bson.types.ObjectId;

/**
 * The ObjectId of every document, computed from seed, collection and ordinal: references need no memory.
 *
 * <p>Some tasks were once moved to {@code crm_Accounts_Tasks} and kept their ids: there the same id is in both.
 */
final class GeneratedIds {
    private static final long FIRST_SECOND = 1_651_363_200L;
    private static final long SECONDS_COVERED = 3L * 365 * 24 * 3600;
    private static final int SHARED_EVERY = 40;
    private static final int SHARED_AT = 5;

    private final long seed;
    private final Map<String, Integer> counts;

    GeneratedIds(long seed, Map<String, Integer> counts) {
        this.seed = seed;
        this.counts = counts;
    }

    ObjectId id(String collection, int ordinal) {
        if (collection.equals("crm_Accounts_Tasks") && isShared(ordinal)) {
            return id("Tasks", ordinal);
        }
        int count = counts.getOrDefault(collection, 1000);
        long second = FIRST_SECOND + SECONDS_COVERED * ordinal / Math.max(1, count);
        long machine = Mix.of(seed, collection.hashCode());
        return new ObjectId(ByteBuffer.allocate(12)
                .putInt((int) second)
                .putInt((int) machine)
                .putInt((int) (machine >>> 32 & 0xFF) << 24 | ordinal & 0xFFFFFF)
                .array());
    }

    /** True when the same id stands for a document of {@code Tasks} and for one of {@code crm_Accounts_Tasks}. */
    boolean isShared(int ordinal) {
        return ordinal % SHARED_EVERY == SHARED_AT && ordinal < counts.get("Tasks");
    }

    int count(String collection) {
        return counts.get(collection);
    }
}
