package dev.tidegate.transform.value;

import dev.tidegate.mapping.bson.BsonTypeNames;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.mapping.reason.Reason;
import java.util.List;
import java.util.UUID;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/**
 * The ids of one collection's documents as references hold them. Thread-safe.
 *
 * <p>A collection of {@code ids: objectId} is referred to by ObjectIds and by text of 24 hex digits. In one of {@code ids:
 * any} a text is an {@code _id} of its own, 24 hex digits or not: nothing shows which was meant, and MongoDB, too, finds
 * only the text.
 */
public final class ReferenceIds {
    private static final int UUID_BYTES = 16;
    private static final List<Note> FROM_TEXT = List.of(Note.converted("string", "uuid"));

    private final CollectionIds ids;
    private final boolean anyType;

    private ReferenceIds(CollectionIds ids, boolean anyType) {
        this.ids = ids;
        this.anyType = anyType;
    }

    public static ReferenceIds to(CollectionMapping collection) {
        return new ReferenceIds(CollectionIds.of(collection), collection.ids() == IdKind.ANY);
    }

    /**
     * The row id ({@link UUID}) of the document that a scalar refers to, whether that document exists or not. Knows no
     * policies and unwraps no arrays.
     */
    public Conversion convert(BsonValue value) {
        if (value.isObjectId()) {
            return Conversion.Value.exact(ids.uuid(value.asObjectId().getValue()));
        }
        return anyType ? anyId(value) : hexDigits(value);
    }

    /** What is wrong with a value that {@link #convert} refused. */
    String refusal(BsonValue value) {
        if (anyType) {
            return "a value of BSON type " + BsonTypeNames.of(value) + " is no id of collection " + ids.collection()
                    + ", which has ObjectIds, strings, numbers and UUIDs";
        }
        return (value.isString()
                        ? "a string that is not 24 hex digits"
                        : "a value of BSON type " + BsonTypeNames.of(value))
                + " is no id of collection " + ids.collection() + ", which has ObjectIds";
    }

    private Conversion anyId(BsonValue value) {
        boolean mayBeId = value.isString() || value.isNumber() || value.isDecimal128() || isUuid(value);
        return mayBeId
                ? Conversion.Value.exact(DocumentId.of(value).uuidByName(ids.collection()))
                : refused(Reason.WRONG_TYPE, value);
    }

    private Conversion hexDigits(BsonValue value) {
        if (!value.isString()) {
            return refused(Reason.WRONG_TYPE, value);
        }
        String text = value.asString().getValue();
        return ObjectId.isValid(text)
                ? new Conversion.Value(ids.uuid(new ObjectId(text)), FROM_TEXT, false)
                : refused(Reason.NOT_EXACT, value);
    }

    private Conversion refused(Reason reason, BsonValue value) {
        return Conversion.Failure.of(reason, refusal(value), "correct the document");
    }

    private static boolean isUuid(BsonValue value) {
        if (!value.isBinary()) {
            return false;
        }
        BsonBinary binary = value.asBinary();
        return BsonBinarySubType.isUuid(binary.getType()) && binary.getData().length == UUID_BYTES;
    }
}
