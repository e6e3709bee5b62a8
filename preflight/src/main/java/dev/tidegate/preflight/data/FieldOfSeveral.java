package dev.tidegate.preflight.data;

import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Migration;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;

/** Tells which of a column's several fields counts in a document. Immutable. */
record FieldOfSeveral(ColumnEye eye, List<Steps> fields) {

    static FieldOfSeveral of(ColumnMapping column, Migration migration) {
        return new FieldOfSeveral(
                ColumnEye.of(column, migration),
                column.fields().stream().map(Steps::of).toList());
    }

    /** Where none has a value, the first that is there; empty where none is. */
    Optional<Steps> in(BsonDocument document) {
        return fields.stream()
                .filter(field -> !eye.isPassedOver(field.find(document)))
                .findFirst()
                .or(() -> fields.stream()
                        .filter(field -> field.find(document) != null)
                        .findFirst());
    }
}
