package dev.tidegate.preflight.infer.evidence;

import java.util.EnumSet;
import java.util.Set;
import org.bson.BsonBinarySubType;
import org.bson.BsonType;
import org.bson.BsonValue;

/** The kinds of {@code _id} that a database has: only values of these kinds can be references. */
public final class IdKinds {
    /** A kind of id, by what may refer to it. */
    public enum IdKindOfValue {
        OBJECT_ID,
        TEXT,
        NUMBER,
        UUID
    }

    /** In MongoDB's order of types: between the least and the greatest id of a collection all may be there. */
    private enum Place {
        BEFORE,
        NUMBER,
        TEXT,
        DOCUMENT,
        BINARY,
        OBJECT_ID,
        AFTER
    }

    private static final int LONGEST_TEXT = 256;

    private final Set<IdKindOfValue> kinds = EnumSet.noneOf(IdKindOfValue.class);

    public void between(BsonValue least, BsonValue greatest) {
        int from = place(least).ordinal();
        int to = place(greatest).ordinal();
        for (IdKindOfValue kind : IdKindOfValue.values()) {
            int place = place(kind).ordinal();
            if (from <= place && place <= to) {
                kinds.add(kind);
            }
        }
    }

    boolean mayRefer(BsonValue value) {
        return switch (value.getBsonType()) {
            case OBJECT_ID -> kinds.contains(IdKindOfValue.OBJECT_ID);
            case STRING ->
                isText(value)
                        || kinds.contains(IdKindOfValue.OBJECT_ID)
                                && value.asString().getValue().length() == 24;
            case INT32, INT64, DOUBLE, DECIMAL128 -> kinds.contains(IdKindOfValue.NUMBER);
            case BINARY ->
                kinds.contains(IdKindOfValue.UUID)
                        && BsonBinarySubType.isUuid(value.asBinary().getType());
            default -> false;
        };
    }

    boolean isText(BsonValue value) {
        int length = value.asString().getValue().length();
        return kinds.contains(IdKindOfValue.TEXT) && length > 0 && length <= LONGEST_TEXT;
    }

    private static Place place(IdKindOfValue kind) {
        return switch (kind) {
            case OBJECT_ID -> Place.OBJECT_ID;
            case TEXT -> Place.TEXT;
            case NUMBER -> Place.NUMBER;
            case UUID -> Place.BINARY;
        };
    }

    private static Place place(BsonValue id) {
        BsonType type = id.getBsonType();
        return switch (type) {
            case MIN_KEY, UNDEFINED, NULL -> Place.BEFORE;
            case INT32, INT64, DOUBLE, DECIMAL128 -> Place.NUMBER;
            case STRING, SYMBOL -> Place.TEXT;
            case DOCUMENT -> Place.DOCUMENT;
            case BINARY -> Place.BINARY;
            case OBJECT_ID -> Place.OBJECT_ID;
            default -> Place.AFTER;
        };
    }
}
