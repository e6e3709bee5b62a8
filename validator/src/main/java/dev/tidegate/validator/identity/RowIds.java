package dev.tidegate.validator.identity;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.difference.Subject;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonObjectId;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/**
 * The row ids of one collection. What PostgreSQL holds is decoded and then compared: a key is the ObjectId inside a row
 * id, or the UUID itself of any other id, which cannot be decoded.
 */
public final class RowIds {
    private static final int BY_NAME = 5;

    private final String collection;
    private final CollectionIds ids;
    private final boolean mayBeByName;

    public RowIds(CollectionMapping collection) {
        this.collection = collection.collection();
        this.ids = CollectionIds.of(collection);
        this.mayBeByName = collection.ids() == IdKind.ANY;
    }

    public Object key(BsonValue id) {
        return id.isObjectId() ? id.asObjectId().getValue() : DocumentId.of(id).uuidByName(ids.collection());
    }

    public Object key(UUID rowId) {
        return rowId != null && ids.isOwn(rowId) ? CollectionIds.objectId(rowId) : rowId;
    }

    /** For looking up; what is found is decoded again. */
    public UUID rowId(BsonValue id) {
        return DocumentId.of(id).uuid(ids);
    }

    /** The {@code _id} inside; empty when the row id is of another collection, or was made of no ObjectId. */
    public Optional<BsonValue> documentId(UUID rowId) {
        return key(rowId) instanceof ObjectId id ? Optional.of(new BsonObjectId(id)) : Optional.empty();
    }

    /** May be an id of this collection, going by its bits. */
    public boolean fits(UUID rowId) {
        return ids.isOwn(rowId) || mayBeByName && rowId.version() == BY_NAME && rowId.variant() == 2;
    }

    public Subject subject(String table, UUID rowId) {
        return documentId(rowId)
                .<Subject>map(id -> Subject.Document.of(collection, id))
                .orElseGet(() -> new Subject.Row(table, String.valueOf(rowId)));
    }

    /** For people: an ObjectId's 24 digits, else the row id. */
    public String display(UUID rowId) {
        return key(rowId) instanceof ObjectId id ? id.toHexString() : String.valueOf(rowId);
    }
}
