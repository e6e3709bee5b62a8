package dev.tidegate.transform.document;

import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.reason.Reason;
import dev.tidegate.transform.document.DerivationListener.Reading;
import dev.tidegate.transform.document.SeveralCollections.Target;
import dev.tidegate.transform.value.Conversion;
import dev.tidegate.transform.value.FieldChoice;
import dev.tidegate.transform.value.FieldPath;
import dev.tidegate.transform.value.ValueConverter;
import java.util.Objects;
import java.util.Optional;
import org.bson.BsonValue;

/** Reads the value of one column mapping out of a document or element. Immutable, thread-safe. */
final class ColumnReader {
    private final ColumnMapping mapping;
    private final Table table;
    private final FieldChoice fields;
    private final Target own;
    private final SeveralCollections severalCollections;

    ColumnReader(ColumnMapping mapping, Table table, Migration migration) {
        this.mapping = mapping;
        this.table = table;
        boolean several = mapping.reference()
                .map(reference -> reference.isToOneOfSeveral())
                .orElse(false);
        ValueConverter converter = ValueConverter.of(mapping, migration);
        this.own =
                new Target(null, table.columns().indexOf(table.column(mapping.column())), converter, Optional.empty());
        this.fields =
                new FieldChoice(mapping.fields().stream().map(FieldPath::of).toList(), converter);
        this.severalCollections = several ? SeveralCollections.of(mapping, table, migration) : null;
    }

    ColumnMapping mapping() {
        return mapping;
    }

    /** The mapped field's path, or the column's name where it has no field of its own. */
    String field() {
        return fields.paths().isEmpty()
                ? mapping.column()
                : fields.paths().get(0).toString();
    }

    /** True for a column that takes values only as a candidate of another column's reference. */
    boolean isFilledByOthers() {
        return fields.paths().isEmpty() && mapping.constant().isEmpty();
    }

    void read(Element element, Object[] row) {
        if (isFilledByOthers()) {
            return;
        }
        FieldPath path = fields.in(element.document());
        BsonValue value = path == null ? null : path.find(element.document());
        convert(new Reading(element.document(), path, value), element, row);
    }

    /** For tables whose elements are scalars: the element itself is the value. */
    void readScalar(BsonValue scalar, Element element, Object[] row) {
        convert(new Reading(element.document(), null, scalar), element, row);
    }

    private void convert(Reading reading, Element element, Object[] row) {
        String field = element.prefix()
                + (reading.path() == null ? field() : reading.path().toString());
        Optional<Target> named =
                severalCollections == null ? Optional.of(own) : severalCollections.home(reading.value(), element);
        Target target = named.orElse(own);
        Conversion conversion = named.isPresent()
                ? target.converter().convert(reading.value(), element.context())
                : own.converter().ofNoCandidate(severalCollections.by().get());
        element.findings().listener().column(table, mapping, reading, conversion);
        Object converted = element.findings().take(conversion, field, topLevelField(reading.path(), element));
        put(row, target.index(), converted, field, element);
    }

    /** Two declarations may fill one column; they must not disagree. */
    private static void put(Object[] row, int index, Object value, String field, Element element) {
        if (value == null) {
            return;
        }
        if (row[index] != null && !Objects.equals(row[index], value)) {
            element.findings()
                    .fail(field, Reason.CONFLICT, "another field gives another value for the same column: correct one");
            return;
        }
        row[index] = value;
    }

    private String topLevelField(FieldPath path, Element element) {
        if (element.topLevelField() != null) {
            return element.topLevelField();
        }
        return path == null ? field() : path.topLevelField();
    }
}
