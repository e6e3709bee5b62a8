package dev.tidegate.validator.edges;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.mapping.id.DocumentId;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/**
 * One end's ids as 128 bits: an ObjectId's 96 and zeros, so that row ids are decoded and nothing is encoded; other ids as
 * the bits of their UUIDv5, which cannot be decoded.
 */
final class EdgeEnd {
    record Bits(long high, long low) {}

    private final CollectionIds ids;
    private final IdKind kind;

    EdgeEnd(CollectionMapping collection) {
        this.ids = new CollectionIds(collection.collection(), collection.tag());
        this.kind = collection.ids();
    }

    Bits of(BsonValue id) {
        return id.isObjectId()
                ? of(id.asObjectId().getValue())
                : of(DocumentId.of(id).uuidByName(ids.collection()));
    }

    /** Empty when no document of this collection can have that row id. */
    Optional<Bits> ofRowId(UUID rowId) {
        if (rowId == null) {
            return Optional.empty();
        }
        if (ids.isOwn(rowId)) {
            return Optional.of(of(CollectionIds.objectId(rowId)));
        }
        return kind == IdKind.ANY && rowId.version() == 5 ? Optional.of(of(rowId)) : Optional.empty();
    }

    /** For people: an ObjectId's 24 digits, else the row id. */
    String display(Bits bits) {
        boolean isUuid = new UUID(bits.high(), bits.low()).version() == 5 && (bits.low() & 0xFFFF_FFFFL) != 0;
        return isUuid
                ? new UUID(bits.high(), bits.low()).toString()
                : objectId(bits).toHexString();
    }

    static ObjectId objectId(Bits bits) {
        return new ObjectId(ByteBuffer.allocate(12)
                .putLong(bits.high())
                .putInt((int) (bits.low() >>> 32))
                .array());
    }

    private static Bits of(ObjectId id) {
        ByteBuffer bytes = ByteBuffer.wrap(id.toByteArray());
        return new Bits(bytes.getLong(), (long) bytes.getInt() << 32);
    }

    private static Bits of(UUID uuid) {
        return new Bits(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }
}
