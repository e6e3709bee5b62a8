package dev.tidegate.transform.value;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import java.util.Set;
import org.bson.BsonDocument;

/**
 * What goes to {@code tidegate.unmapped}: fields that no declaration reads, and originals of values that a column could
 * not take. Immutable, thread-safe.
 */
public final class UnmappedFields {
    private UnmappedFields() {}

    public static UnmappedFields of(CollectionMapping collection, Migration migration) {
        throw new UnsupportedOperationException("conversion lands with the next commit");
    }

    /**
     * A value is the text of the {@code fields} column, or null when there is nothing to keep and so no row; fails where
     * the file says that unmapped fields fail.
     *
     * @param document decoded ({@link FieldPath#decoded})
     * @param originals top-level fields whose conversion said {@link Conversion.Value#keepOriginal}
     */
    public Conversion convert(BsonDocument document, Set<String> originals) {
        throw new UnsupportedOperationException("conversion lands with the next commit");
    }
}
