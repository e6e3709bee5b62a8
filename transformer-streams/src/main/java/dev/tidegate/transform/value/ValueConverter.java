package dev.tidegate.transform.value;

import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Migration;
import org.bson.BsonValue;

/** Carries values into one column, by the file's policies. Immutable, thread-safe. */
public final class ValueConverter {
    private ValueConverter() {}

    /** For a reference to one of several collections: ids of the first candidate. */
    public static ValueConverter of(ColumnMapping mapping, Migration migration) {
        throw new UnsupportedOperationException("conversion lands with the next commit");
    }

    /** For a reference to one of several collections: ids of the named candidate's collection. */
    public static ValueConverter of(ColumnMapping mapping, Migration migration, String candidateCollection) {
        throw new UnsupportedOperationException("conversion lands with the next commit");
    }

    /**
     * @param valueOrNull null when the document has no such field
     */
    public Conversion convert(BsonValue valueOrNull, ConversionContext context) {
        throw new UnsupportedOperationException("conversion lands with the next commit");
    }
}
