package dev.tidegate.preflight.data;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Reference;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.mapping.id.DocumentId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonBinarySubType;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/** Reads values as ids of the collections that a reference may mean. Immutable. */
final class ReferencedIds {
    private final List<CollectionMapping> candidates;

    private ReferencedIds(List<CollectionMapping> candidates) {
        this.candidates = List.copyOf(candidates);
    }

    static ReferencedIds of(Reference reference, Migration migration) {
        return new ReferencedIds(reference.candidates().stream()
                .map(candidate -> migration.collection(candidate.collection()))
                .toList());
    }

    static ReferencedIds to(CollectionMapping collection) {
        return new ReferencedIds(List.of(collection));
    }

    List<CollectionMapping> candidates() {
        return candidates;
    }

    boolean takesAnyText() {
        return candidates.stream().anyMatch(candidate -> candidate.ids() == IdKind.ANY);
    }

    boolean reads(BsonValue value) {
        return candidates.stream().anyMatch(candidate -> rowId(candidate, value).isPresent());
    }

    /** The row id of the document that the value means, whether it exists or not; empty when it can mean none. */
    static Optional<UUID> rowId(CollectionMapping collection, BsonValue value) {
        if (value.isObjectId()) {
            return Optional.of(ids(collection).uuid(value.asObjectId().getValue()));
        }
        if (collection.ids() == IdKind.ANY) {
            return isAnyId(value)
                    ? Optional.of(DocumentId.of(value).uuidByName(collection.collection()))
                    : Optional.empty();
        }
        return value.isString() && ObjectId.isValid(value.asString().getValue())
                ? Optional.of(ids(collection).uuid(new ObjectId(value.asString().getValue())))
                : Optional.empty();
    }

    static UUID rowId(CollectionMapping collection, DocumentId id) {
        return id.uuid(ids(collection));
    }

    /** As people know the document; of an id that is no ObjectId only the row's UUID can be told. */
    static String display(UUID rowId) {
        return rowId.version() == 8 ? CollectionIds.objectId(rowId).toHexString() : "uuid " + rowId;
    }

    private static boolean isAnyId(BsonValue value) {
        return value.isString()
                || value.isNumber()
                || value.isDecimal128()
                || value.isBinary()
                        && value.asBinary().getType() == BsonBinarySubType.UUID_STANDARD.getValue()
                        && value.asBinary().getData().length == 16;
    }

    private static CollectionIds ids(CollectionMapping collection) {
        return CollectionIds.of(collection);
    }
}
