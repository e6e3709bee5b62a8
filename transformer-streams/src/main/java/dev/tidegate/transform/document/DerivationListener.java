package dev.tidegate.transform.document;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.transform.value.Conversion;
import dev.tidegate.transform.value.FieldPath;
import java.util.List;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Hears what becomes of each value while a document's rows are derived, also of a document that becomes a dead letter. */
public interface DerivationListener {
    DerivationListener NONE = new DerivationListener() {};

    /**
     * Where a column's value was read.
     *
     * @param document the document, or the element of an array in it; empty where the element is a scalar
     * @param path of the column's fields the one that counts; null where none is there, and of a scalar element
     * @param value null when there is none
     */
    record Reading(BsonDocument document, FieldPath path, BsonValue value) {}

    default void column(Table table, ColumnMapping column, Reading reading, Conversion conversion) {}

    /** The id that a reference to one of several collections is in one of them, whether such a document exists or not. */
    default void candidate(Table table, ColumnMapping column, CollectionMapping candidate, UUID id) {}

    /** One end's array of a many-to-many; the value is null when the document has no such field. */
    default void edges(Junction.End own, BsonValue value, Conversion conversion) {}

    /** A null element of the array gives no child row. */
    default void nullElement(Table children) {}

    /** One of the columns must have a value, and none has; the conversion of a required column says so itself. */
    default void absent(Table table, List<String> columns) {}
}
