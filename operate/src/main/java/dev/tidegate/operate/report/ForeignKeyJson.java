package dev.tidegate.operate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.validator.result.ForeignKeyCheck;
import java.util.List;
import java.util.function.ToLongFunction;

/** Foreign keys in the report: of the file, whether or not PostgreSQL enforces them. */
final class ForeignKeyJson {
    private ForeignKeyJson() {}

    /** References that have no row because MongoDB has no such document either, or because it is a dead letter. */
    static ObjectNode orphaned(ForeignKeyCheck key) {
        return withCauses(key);
    }

    static ObjectNode broken(ForeignKeyCheck key) {
        return named(key).put("broken", key.broken()).put("wrongIds", key.foreignIds());
    }

    /** The specification's three counts are of references; {@code foreignKeys} has each key by itself. */
    static ObjectNode summary(List<ForeignKeyCheck> keys) {
        ObjectNode node = ReportJson.object()
                .put("totalForeignKeys", sum(keys, ForeignKeyCheck::references))
                .put("validForeignKeys", sum(keys, ForeignKeyCheck::valid))
                .put("orphanedRecords", sum(keys, ForeignKeyCheck::orphaned));
        node.set(
                "foreignKeys",
                ReportJson.array(keys.stream().map(ForeignKeyJson::detailed).toList()));
        return node;
    }

    private static ObjectNode detailed(ForeignKeyCheck key) {
        ObjectNode node = named(key).put("valid", key.valid());
        addCauses(key, node);
        return node.put("broken", key.broken()).put("wrongIds", key.foreignIds());
    }

    private static ObjectNode withCauses(ForeignKeyCheck key) {
        ObjectNode node = named(key);
        addCauses(key, node);
        return node;
    }

    /** What the migration file does not exclude is not said to be excluded. */
    private static void addCauses(ForeignKeyCheck key, ObjectNode node) {
        node.put("dangling", key.dangling()).put("deadLetters", key.deadLetters());
        if (key.excluded() > 0) {
            node.put("excluded", key.excluded());
        }
    }

    private static ObjectNode named(ForeignKeyCheck key) {
        return ReportJson.object()
                .put("table", key.table())
                .put("foreignKey", key.name())
                .put("column", key.column())
                .put("referencedTable", key.referencedTable())
                .put("references", key.references());
    }

    private static long sum(List<ForeignKeyCheck> keys, ToLongFunction<ForeignKeyCheck> count) {
        return keys.stream().mapToLong(count).sum();
    }
}
