package dev.tidegate.workload;

import java.util.Map;
import org.bson.BsonObjectId;

/**
 * ObjectIds throughout. Some tasks were once moved to {@code crm_Accounts_Tasks} and kept their ids: there the same id is
 * in both.
 */
final class NextCrmIds implements Ids {
    private static final int SHARED_EVERY = 40;
    private static final int SHARED_AT = 5;

    private final Map<String, Integer> counts;
    private final ObjectIds objectIds;

    NextCrmIds(long seed, Map<String, Integer> counts) {
        this.counts = counts;
        this.objectIds = new ObjectIds(seed, counts);
    }

    @Override
    public BsonObjectId id(String collection, int ordinal) {
        boolean shared = collection.equals("crm_Accounts_Tasks") && isShared(ordinal) && ordinal < counts.get("Tasks");
        return new BsonObjectId(objectIds.id(shared ? "Tasks" : collection, ordinal));
    }

    /** True when the id of this task may also stand for a document of {@code crm_Accounts_Tasks}. */
    static boolean isShared(int ordinal) {
        return ordinal % SHARED_EVERY == SHARED_AT;
    }

    @Override
    public BsonObjectId nowhere(String collection, int nth) {
        return new BsonObjectId(objectIds.id("ghosts", nth));
    }

    @Override
    public int count(String collection) {
        return counts.get(collection);
    }
}
