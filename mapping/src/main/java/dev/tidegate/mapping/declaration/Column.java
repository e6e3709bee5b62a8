package dev.tidegate.mapping.declaration;

import java.util.Objects;
import java.util.Optional;

/**
 * A column as it stands in PostgreSQL.
 *
 * @param databaseDefault SQL expression of the column's DEFAULT. Tidegate never relies on it: every column of a row is
 *     always written.
 */
public record Column(String name, ColumnType type, boolean nullable, Optional<String> databaseDefault) {
    public Column {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(databaseDefault, "databaseDefault");
    }
}
