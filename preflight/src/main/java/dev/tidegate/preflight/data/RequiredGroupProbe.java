package dev.tidegate.preflight.data;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import dev.tidegate.preflight.finding.Tally;
import dev.tidegate.validator.value.NoValue;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Documents in which none of the fields has a value that can fill one of the columns of a {@code require_any}. */
final class RequiredGroupProbe implements ElementProbe {
    private final String where;
    private final List<String> columns;
    private final List<Steps> fields;
    private final Tally absent = new Tally();

    RequiredGroupProbe(CollectionMapping collection, List<String> columns) {
        this.columns = columns;
        List<String> names = collection.columns().stream()
                .filter(column -> fills(column, columns))
                .flatMap(column -> column.fields().stream())
                .distinct()
                .toList();
        this.fields = names.stream().map(Steps::of).toList();
        this.where = collection.collection() + "." + String.join("|", names);
    }

    private static boolean fills(ColumnMapping column, List<String> columns) {
        return columns.contains(column.column())
                || column.reference().stream()
                        .flatMap(reference -> reference.candidates().stream())
                        .anyMatch(candidate -> columns.contains(candidate.column()));
    }

    @Override
    public void look(BsonDocument element, Subject subject) {
        boolean isAbsent = fields.stream().map(field -> field.find(element)).allMatch(RequiredGroupProbe::isNoValue);
        if (isAbsent) {
            absent.add(subject::display);
        }
    }

    private static boolean isNoValue(BsonValue value) {
        return value == null
                || value.isNull()
                || value.isArray()
                        && (value.asArray().isEmpty()
                                || value.asArray().size() == 1
                                        && NoValue.is(value.asArray().get(0)));
    }

    @Override
    public List<Finding> findings() {
        return absent.isEmpty()
                ? List.of()
                : List.of(absent.finding(
                        Severity.WARNING,
                        "required-absent",
                        where,
                        "no value for any of the columns " + columns,
                        "give the documents a value, or take the group out of require_any"));
    }
}
