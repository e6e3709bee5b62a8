package dev.tidegate.preflight.data;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.reason.ColumnRemedies;
import dev.tidegate.mapping.reason.Reason;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.transform.document.DerivationListener.Reading;
import dev.tidegate.transform.value.Absence;
import dev.tidegate.transform.value.Conversion;
import dev.tidegate.transform.value.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonValue;

/** The BSON types that the fields of one column hold, and what the transformer makes of the values. */
final class ColumnProbe {
    /** The one field of a scalar element. */
    private static final String SCALAR = "value";
    /** What a key is where it is read from no field. */
    private static final String NAME = "name";

    private static final String EMPTY_TEXT = "empty-text";

    private final CollectionMapping collection;
    private final ColumnRemedies remedies;
    private final String where;
    private final boolean isList;
    private final boolean isId;
    private final List<FieldTypes> fields = new ArrayList<>();
    private final ValueFindings findings;

    /** @param path null for a scalar element */
    private record FieldTypes(FieldPath path, String where, Histogram values, Histogram elements, Presence presence) {}

    /** @param prefix of the fields' names, such as {@code crm_Accounts.} */
    ColumnProbe(CollectionMapping collection, ColumnRemedies remedies, String prefix) {
        this.collection = collection;
        this.remedies = remedies;
        ColumnMapping column = remedies.column();
        this.isList = column.type().isList();
        this.isId = column.reference().isPresent();
        String target = "column \"" + column.column() + "\" of type " + column.type();
        for (String field : column.fields()) {
            fields.add(fieldTypes(FieldPath.of(field), prefix + field, target));
        }
        String ofNoField = remedies.isKey() ? NAME : SCALAR;
        if (fields.isEmpty()) {
            fields.add(fieldTypes(null, prefix + ofNoField, target));
        }
        this.where = prefix + (column.fields().isEmpty() ? ofNoField : String.join("|", column.fields()));
        this.findings = new ValueFindings(target, this::remedy);
    }

    private static FieldTypes fieldTypes(FieldPath path, String where, String target) {
        return new FieldTypes(
                path,
                where,
                new Histogram(where, target),
                new Histogram(where + "[]", target),
                new Presence(where, target));
    }

    ColumnRemedies remedies() {
        return remedies;
    }

    /** All fields of the column. */
    String where() {
        return where;
    }

    void read(Reading reading, Conversion conversion, Subject subject) {
        for (FieldTypes field : fields) {
            boolean isRead = isRead(field, reading);
            BsonValue value = isRead ? reading.value() : field.path().find(reading.document());
            String type = isRead ? type(value, conversion) : TypeNames.of(value);
            field.values().add(type);
            if (isRead ? hasValue(conversion) : !Absence.is(value)) {
                field.presence().found();
            } else {
                field.presence().missed(field.path(), reading.document(), value, subject);
            }
            if (isList && value != null && value.isArray()) {
                value.asArray().forEach(element -> field.elements().add(TypeNames.of(element)));
            }
            if (isRead) {
                find(field.where(), type, reading.value(), conversion, subject);
            }
        }
        if (reading.value() == null) {
            find(where, TypeNames.ABSENT, null, conversion, subject);
        }
    }

    /** A default, and what counts as absent, are no values of the document. */
    private static boolean hasValue(Conversion conversion) {
        if (conversion instanceof Conversion.Failure failure) {
            return failure.reason() != Reason.REQUIRED_ABSENT;
        }
        Conversion.Value carried = (Conversion.Value) conversion;
        return carried.value() == null ? has(carried, Reason.INVALID_AS_NULL) : !has(carried, Reason.DEFAULT);
    }

    private static boolean has(Conversion.Value carried, Reason note) {
        return carried.counted().stream().anyMatch(each -> each.reason() == note);
    }

    /** Where no field is there, none is read. */
    private static boolean isRead(FieldTypes field, Reading reading) {
        return reading.value() != null
                && (field.path() == null
                        || field.path().toString().equals(reading.path().toString()));
    }

    private void find(String field, String type, BsonValue value, Conversion conversion, Subject subject) {
        if (conversion instanceof Conversion.Failure failure) {
            String place = failure.reason() == Reason.REQUIRED_ABSENT ? where : field;
            findings.add(place, code(failure, value), failure, subject);
        } else if (conversion instanceof Conversion.Value carried
                && !carried.counted().isEmpty()) {
            carried.counted().stream()
                    .map(note -> Fate.of(note.reason()))
                    .distinct()
                    .forEach(fate -> findings.add(fate == Fate.DEFAULT ? where : field, type, fate, subject));
        }
    }

    private String type(BsonValue value, Conversion conversion) {
        if (isArrayOfOne(value)) {
            return "array of one " + type(value.asArray().get(0), conversion);
        }
        if (value == null || !value.isString()) {
            return TypeNames.of(value);
        }
        if (conversion instanceof Conversion.Failure failure && failure.reason() == Reason.INVALID_ENUM) {
            return "string (no label)";
        }
        if (conversion instanceof Conversion.Failure && isId && !TypeNames.isEmptyText(value)) {
            return "string (no id)";
        }
        return isMapped(conversion) ? "string (mapped)" : TypeNames.of(value);
    }

    private static boolean isMapped(Conversion conversion) {
        return conversion instanceof Conversion.Value carried && has(carried, Reason.MAPPED);
    }

    private boolean isArrayOfOne(BsonValue value) {
        return !isList && value != null && value.isArray() && value.asArray().size() == 1;
    }

    private String code(Conversion.Failure failure, BsonValue value) {
        if (failure.refused().isPresent()) {
            return failure.refused().get() == Reason.NUL_REPLACED ? Fate.NUL.code() : "refused-type";
        }
        if (failure.reason() != Reason.NOT_EXACT) {
            return failure.reason().code();
        }
        if (isId) {
            return Reason.WRONG_TYPE.code();
        }
        return isEmptyText(value) ? EMPTY_TEXT : Reason.NOT_EXACT.code();
    }

    private boolean isEmptyText(BsonValue value) {
        return TypeNames.isEmptyText(isArrayOfOne(value) ? value.asArray().get(0) : value);
    }

    private String remedy(String code, Conversion.Failure failure) {
        if (failure.refused().isPresent()) {
            return failure.remedy();
        }
        return code.equals(EMPTY_TEXT)
                ? remedies.ofEmptyText()
                : failure.reason().remedy(collection, Optional.of(remedies));
    }

    List<Finding> findings() {
        return findings.findings();
    }

    /** Fields that have no value in any document. */
    List<Finding> withoutValue(long documents) {
        return fields.stream()
                .flatMap(field -> field.presence().finding(documents).stream())
                .toList();
    }

    List<FieldProfile> profiles() {
        List<FieldProfile> profiles = new ArrayList<>();
        for (FieldTypes field : fields) {
            profiles.add(field.values().profile());
            if (!field.elements().isEmpty()) {
                profiles.add(field.elements().profile());
            }
        }
        return profiles;
    }
}
