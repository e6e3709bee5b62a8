package dev.tidegate.validator.value;

import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.mapping.id.DocumentId;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.BsonObjectId;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/** A {@code uuid} that refers to the documents of one collection. */
public record IdRule(CollectionIds collection, IdKind ids) implements ValueRule {
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{24}");

    private static final int UUID_BYTES = 16;

    @Override
    public boolean isCarriedAsItIs(BsonValue value) {
        return value.isObjectId() || ids == IdKind.ANY;
    }

    @Override
    public Judgement judge(BsonValue value) {
        Optional<BsonValue> id = asId(value);
        if (id.isEmpty()) {
            return value.isString() ? Judgement.notExact() : Judgement.wrongType();
        }
        return Judgement.fits(expected(id.get()));
    }

    /** The {@code _id} of the document that a reference means; empty when it cannot mean one of this collection. */
    public Optional<BsonValue> asId(BsonValue value) {
        if (value.isObjectId()) {
            return Optional.of(value);
        }
        if (ids == IdKind.ANY) {
            return isScalarId(value) ? Optional.of(value) : Optional.empty();
        }
        return value.isString() && HEX.matcher(value.asString().getValue()).matches()
                ? Optional.of(new BsonObjectId(new ObjectId(value.asString().getValue())))
                : Optional.empty();
    }

    public ExpectedValue expected(BsonValue id) {
        return id.isObjectId()
                ? new ExpectedValue.RowId(collection, id.asObjectId().getValue())
                : new ExpectedValue.Plain(DocumentId.of(id).uuidByName(collection.collection()));
    }

    /** Of the driver's own form, or of an older one; their ids are told apart, as MongoDB tells them apart. */
    private static boolean isUuid(BsonBinary binary) {
        return BsonBinarySubType.isUuid(binary.getType()) && binary.getData().length == UUID_BYTES;
    }

    private static boolean isScalarId(BsonValue value) {
        return switch (value.getBsonType()) {
            case STRING, INT32, INT64, DOUBLE, DECIMAL128 -> true;
            case BINARY -> isUuid(value.asBinary());
            default -> false;
        };
    }
}
