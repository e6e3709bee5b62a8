package dev.tidegate.validator.result;

import dev.tidegate.mapping.declaration.TableKind;
import java.util.List;
import java.util.Optional;

/**
 * What was found of one table, layer by layer.
 *
 * @param collection of an entity's table
 */
public record TableResult(
        String table,
        TableKind kind,
        Optional<String> collection,
        RowCount rows,
        Records records,
        List<ForeignKeyCheck> foreignKeys,
        List<TypeError> typeErrors) {

    public TableResult {
        foreignKeys = List.copyOf(foreignKeys);
        typeErrors = List.copyOf(typeErrors);
    }

    public boolean passes() {
        return rows.matches()
                && records.mismatched() == 0
                && typeErrors.isEmpty()
                && foreignKeys.stream().allMatch(key -> key.broken() == 0 && key.foreignIds() == 0);
    }
}
