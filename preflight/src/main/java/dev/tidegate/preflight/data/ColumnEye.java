package dev.tidegate.preflight.data;

import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.ColumnType.Kind;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Policies.Converted;
import dev.tidegate.validator.value.NoValue;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonValue;

/** Sees values by their kinds as one column takes them, after {@code docs/values.md}. Immutable. */
final class ColumnEye {
    private final ColumnMapping column;
    private final Kind kind;
    private final Set<String> labels;
    private final ReferencedIds ids;

    /** @param ids of the columns that carry ids, else null */
    private ColumnEye(ColumnMapping column, Kind kind, Set<String> labels, ReferencedIds ids) {
        this.column = column;
        this.kind = kind;
        this.labels = labels;
        this.ids = ids;
    }

    static ColumnEye of(ColumnMapping column, Migration migration) {
        Kind kind = column.type().kind();
        Set<String> labels = kind == Kind.ENUM
                ? Set.copyOf(migration.enumType(column.type().enumName()).labels())
                : Set.of();
        ReferencedIds ids = column.reference()
                .map(reference -> ReferencedIds.of(reference, migration))
                .orElse(null);
        return new ColumnEye(column, kind, labels, ids);
    }

    boolean isList() {
        return kind == Kind.TEXT_ARRAY || kind == Kind.UUID_ARRAY;
    }

    /** Of several fields the next one counts in its place. */
    boolean isPassedOver(BsonValue value) {
        if (value == null || NoValue.is(value)) {
            return true;
        }
        return !isList() && see(value).fit() == Fit.AS_ABSENT;
    }

    boolean takesText() {
        return kind == Kind.TEXT || kind == Kind.TEXT_ARRAY || kind == Kind.JSONB;
    }

    /** @param value null when the field is absent */
    Sight see(BsonValue value) {
        if (value == null) {
            return Sight.ABSENT;
        }
        if (value.isNull()) {
            return Sight.NULL;
        }
        if (kind == Kind.JSONB) {
            return new Sight(KindNames.of(value), Fit.EXACT);
        }
        if (isList()) {
            return value.isArray() ? new Sight(KindNames.of(value), Fit.EXACT) : converted(scalar(value));
        }
        return value.isArray() ? array(value.asArray()) : scalar(value);
    }

    /** An element of a list column, where null is a value. */
    Sight element(BsonValue value) {
        return NoValue.is(value) ? new Sight(KindNames.of(value), Fit.EXACT) : scalar(value);
    }

    /** A scalar column takes the element of an array of one, once. */
    private Sight array(BsonArray array) {
        if (array.isEmpty()) {
            return new Sight(KindNames.EMPTY_ARRAY, Fit.AS_ABSENT);
        }
        if (array.size() > 1 || array.get(0).isArray()) {
            return new Sight(KindNames.of(array), Fit.WRONG);
        }
        if (NoValue.is(array.get(0))) {
            return new Sight(KindNames.arrayOfOne(KindNames.of(array.get(0))), Fit.AS_ABSENT);
        }
        Sight element = converted(scalar(array.get(0)));
        return new Sight(KindNames.arrayOfOne(element.kind()), element.fit());
    }

    private Sight converted(Sight sight) {
        return sight.fit() == Fit.EXACT ? new Sight(sight.kind(), conversion()) : sight;
    }

    private Sight scalar(BsonValue value) {
        String name = KindNames.of(value);
        if (value.isString()) {
            return string(value.asString().getValue(), name);
        }
        if (ids != null) {
            return new Sight(name, ids.reads(value) ? Fit.EXACT : Fit.WRONG);
        }
        if (isExact(value)) {
            return new Sight(name, Fit.EXACT);
        }
        return new Sight(name, isConvertible(value) ? conversion() : Fit.WRONG);
    }

    private Sight string(String text, String name) {
        if (column.valueMap().containsKey(text)) {
            return new Sight("string (mapped)", Fit.MAPPED);
        }
        if (text.isEmpty() && column.policies().emptyAsNull()) {
            return new Sight(name, Fit.AS_ABSENT);
        }
        return switch (kind) {
            case TEXT, TEXT_ARRAY -> new Sight(name, Fit.EXACT);
            case ENUM ->
                labels.contains(text) ? new Sight(name, Fit.EXACT) : new Sight("string (no label)", Fit.NO_LABEL);
            case UUID, UUID_ARRAY -> id(text);
            default -> text.isEmpty() ? new Sight(name, Fit.EMPTY_TEXT) : new Sight(name, conversion());
        };
    }

    private Sight id(String text) {
        if (ids.takesAnyText()) {
            return new Sight("string", Fit.EXACT);
        }
        return org.bson.types.ObjectId.isValid(text)
                ? new Sight("string", conversion())
                : new Sight(text.isEmpty() ? KindNames.EMPTY_TEXT : "string (no id)", Fit.WRONG);
    }

    private Fit conversion() {
        return column.policies().inexactType() == Converted.CONVERT ? Fit.CONVERTED : Fit.REFUSED;
    }

    private boolean isExact(BsonValue value) {
        return switch (kind) {
            case INTEGER, BIGINT -> value.isInt32() || value.isInt64();
            case NUMERIC -> isNumber(value);
            case BOOLEAN -> value.isBoolean();
            case TIMESTAMP, TIMESTAMPTZ -> value.isDateTime();
            default -> false;
        };
    }

    private boolean isConvertible(BsonValue value) {
        return switch (kind) {
            case INTEGER, BIGINT -> isNumber(value);
            case TEXT, TEXT_ARRAY -> isNumber(value) || value.isBoolean() || value.isObjectId() || value.isDateTime();
            default -> false;
        };
    }

    private static boolean isNumber(BsonValue value) {
        return value.isNumber() || value.isDecimal128();
    }
}
