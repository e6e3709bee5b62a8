package dev.tidegate.operate.repair;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.operate.failure.InvalidRequestException;
import dev.tidegate.validator.difference.Difference;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is to be repaired.
 *
 * @param table only what differs in this table; Tidegate's own with their schema
 * @param id only what this document gives, as somebody types it
 */
public record RepairScope(Optional<String> table, Optional<String> id) {

    /** @throws InvalidRequestException when the migration has no such table */
    public void check(Migration migration) {
        table.ifPresent(name -> {
            if (migration.tablesWithTopic().stream()
                    .noneMatch(each -> each.displayName().equals(name))) {
                throw new InvalidRequestException("the migration has no table " + name + "; it has: "
                        + migration.tablesWithTopic().stream()
                                .map(Table::displayName)
                                .collect(Collectors.joining(", ")));
            }
        });
    }

    boolean has(Difference difference) {
        return table.isEmpty() || table.get().equals(difference.table());
    }
}
