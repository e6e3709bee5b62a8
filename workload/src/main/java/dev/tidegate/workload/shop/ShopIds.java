package dev.tidegate.workload.shop;

import dev.tidegate.workload.Ids;
import dev.tidegate.workload.ObjectIds;
import java.nio.ByteBuffer;
import java.util.Map;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Customers and groups have ObjectIds; products what their importers gave them; orders a number or a text. */
final class ShopIds implements Ids {
    private static final long FIRST_ORDER = 1_000_000_000_000L;

    private final Map<String, Integer> counts;
    private final ObjectIds objectIds;

    ShopIds(long seed, Map<String, Integer> counts) {
        this.counts = counts;
        this.objectIds = new ObjectIds(seed, counts);
    }

    @Override
    public BsonValue id(String collection, int ordinal) {
        return switch (collection) {
            case "products" -> product(ordinal);
            case "orders" ->
                ordinal % 2 == 0 ? new BsonString("order-" + ordinal) : new BsonInt64(FIRST_ORDER + ordinal);
            default -> new BsonObjectId(objectIds.id(collection, ordinal));
        };
    }

    private BsonValue product(int ordinal) {
        return switch (ordinal % 5) {
            case 0 -> new BsonString("SKU-" + ordinal);
            case 1 -> new BsonInt32(ordinal);
            case 2 -> new BsonDouble(ordinal);
            case 3 -> uuid(ordinal);
            default -> new BsonObjectId(objectIds.id("products", ordinal));
        };
    }

    private static BsonBinary uuid(int ordinal) {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(0x5A0B_0000_0000_4000L)
                .putLong(0x8000_0000_0000_0000L | ordinal)
                .array();
        return new BsonBinary(BsonBinarySubType.UUID_STANDARD, bytes);
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
