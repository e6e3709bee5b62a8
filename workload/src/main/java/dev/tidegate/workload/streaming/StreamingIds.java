package dev.tidegate.workload.streaming;

import dev.tidegate.workload.Ids;
import dev.tidegate.workload.ObjectIds;
import java.nio.ByteBuffer;
import java.util.Map;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Titles are found by their slug, users by a UUID, orders and genres by a number, events by user and sequence number. */
final class StreamingIds implements Ids {
    private static final int BEYOND_ALL = 5_000_000;
    private static final long FIRST_ORDER = 9_000_000_000L;
    private static final String[] WORDS = {"long-night", "salt-road", "zelena-hora", "paper-moon", "last-tram", "ostrov"
    };

    private final long seed;
    private final Map<String, Integer> counts;
    private final ObjectIds objectIds;

    StreamingIds(long seed, Map<String, Integer> counts) {
        this.seed = seed;
        this.counts = counts;
        this.objectIds = new ObjectIds(seed, counts);
    }

    @Override
    public BsonValue id(String collection, int ordinal) {
        return switch (collection) {
            case "titles" -> new BsonString(WORDS[ordinal % WORDS.length] + "-" + ordinal);
            case "genres" -> new BsonInt32(100 + ordinal);
            case "users" -> user(ordinal);
            case "orders" -> new BsonInt64(FIRST_ORDER + ordinal);
            case "events_2026" ->
                new BsonDocument("user", user(ordinal % counts.get("users"))).append("n", new BsonInt32(ordinal));
            default -> new BsonObjectId(objectIds.id(collection, ordinal));
        };
    }

    private BsonBinary user(int ordinal) {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(seed << 20 & 0xFFFF_FFFF_FFFF_0000L | 0x4000L)
                .putLong(0x8000_0000_0000_0000L | ordinal * 0x9E37_79B9L)
                .array();
        return new BsonBinary(BsonBinarySubType.UUID_STANDARD, bytes);
    }

    /** The id that an episode has inside its series, the same in each version of it. */
    BsonObjectId episode(int series, int season, int episode) {
        return new BsonObjectId(objectIds.id("episodes", series * 100 + season * 10 + episode));
    }

    @Override
    public BsonValue nowhere(String collection, int nth) {
        return id(collection, BEYOND_ALL + nth);
    }

    @Override
    public int count(String collection) {
        return counts.get(collection);
    }
}
