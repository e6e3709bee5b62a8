package dev.tidegate.validator.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bson.BsonValue;

/**
 * Draws some ids out of all that are offered, each with the same chance (Vitter's algorithm R). The same seed and ids in
 * the same order draw the same.
 */
final class Reservoir {
    private final int size;
    private final long seed;
    private final List<BsonValue> drawn;
    private long offered;

    /** @param size 0: draws none */
    Reservoir(int size, long seed, String collection) {
        this.size = size;
        this.seed = seed * 31 + collection.hashCode();
        this.drawn = new ArrayList<>(size);
    }

    void offer(BsonValue id) {
        offered++;
        if (drawn.size() < size) {
            drawn.add(id);
        } else if (size > 0) {
            long place = new SplittableRandom(seed + offered).nextLong(offered);
            if (place < size) {
                drawn.set((int) place, id);
            }
        }
    }

    long offered() {
        return offered;
    }

    /** Resumes where another ended. */
    void restore(long offeredBefore, List<BsonValue> drawnBefore) {
        offered = offeredBefore;
        drawn.clear();
        drawn.addAll(drawnBefore);
    }

    List<BsonValue> drawn() {
        return List.copyOf(drawn);
    }
}
