package dev.tidegate.validator;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.Difference.Kind;
import dev.tidegate.validator.edges.SortedIds;
import dev.tidegate.validator.target.TargetRows;
import dev.tidegate.validator.target.TargetTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Compares a collection whose ids may be of any type, and whose row ids have no order in common with them: rows are looked
 * up batch by batch, and then all row ids are held against those of the documents, sorted in a fixed amount of memory.
 * For one thread.
 */
final class AnyIdComparison {
    private final CollectionContext context;
    private final CollectionIds ids;
    private final TargetTable entity;
    private final TargetTable unmapped;
    private final TargetTable idMap;

    AnyIdComparison(CollectionContext context) {
        this.context = context;
        this.ids = new CollectionIds(
                context.collection().collection(), context.collection().tag());
        this.entity = context.entity();
        this.unmapped = TargetTable.of(TidegateTables.UNMAPPED)
                .where("table", context.collection().table());
        this.idMap = TargetTable.of(TidegateTables.ID_MAP)
                .where("collection", context.collection().collection());
    }

    ComparisonResult.Counts run() {
        try (var documents = new SortedIds()) {
            context.documents().all(batch -> compare(batch, documents));
            long rows = sweepAll(documents);
            new StrayDeadLetters(context).reportAllWithoutDocument();
            return context.comparison().counts(rows);
        }
    }

    private void compare(List<BsonDocument> batch, SortedIds documents) {
        Object[] rowIds =
                batch.stream().map(document -> rowId(document.get("_id"))).toArray();
        for (Object rowId : rowIds) {
            documents.add((UUID) rowId);
        }
        Map<UUID, List<Object[]>> rows = lookUp(entity, context.collection().idColumn(), rowIds);
        Map<UUID, List<Object[]>> kept = lookUp(unmapped, "id", rowIds);
        Map<UUID, List<Object[]>> mapped = lookUp(idMap, "id", rowIds);
        Map<String, Map<UUID, List<Object[]>>> children = new HashMap<>();
        for (ChildTable child : context.collection().children()) {
            children.put(child.table(), lookUp(context.child(child.table()), child.parentColumn(), rowIds));
        }
        Map<String, DeadLetterRow> letters = new StrayDeadLetters(context).of(batch);
        context.judge(batch, (id, verdict) -> {
            UUID rowId = rowId(id);
            var elements = new HashMap<String, List<Object[]>>();
            children.forEach((table, found) -> elements.put(table, found.getOrDefault(rowId, List.of())));
            var letter = Optional.ofNullable(letters.get(DocumentId.of(id).display()));
            var evidence = new Evidence(first(rows, rowId), elements, first(kept, rowId), first(mapped, rowId), letter);
            context.comparison().compare(id, verdict, evidence);
        });
    }

    private UUID rowId(BsonValue id) {
        return DocumentId.of(id).uuid(ids);
    }

    private Map<UUID, List<Object[]>> lookUp(TargetTable table, String column, Object[] rowIds) {
        int index = table.indexOf(column);
        var found = new HashMap<UUID, List<Object[]>>();
        table.rowsWith(context.target(), column, "uuid", rowIds)
                .forEach(row -> found.computeIfAbsent((UUID) row[index], id -> new ArrayList<>())
                        .add(row));
        return found;
    }

    private static Optional<Object[]> first(Map<UUID, List<Object[]>> rows, UUID id) {
        return rows.getOrDefault(id, List.of()).stream().findFirst();
    }

    private long sweepAll(SortedIds documents) {
        long rows = sweep(entity, context.collection().idColumn(), documents, Kind.EXTRA_ROW);
        context.findings().rows(context.collection().table(), rows);
        sweep(unmapped, "id", documents, Kind.EXTRA_UNMAPPED);
        sweep(idMap, "id", documents, Kind.EXTRA_ID_MAP);
        for (ChildTable child : context.collection().children()) {
            TargetTable table = context.child(child.table());
            context.findings().rows(child.table(), sweep(table, child.parentColumn(), documents, Kind.EXTRA_CHILD));
        }
        return rows;
    }

    /** Reports the row ids that no document has. */
    private long sweep(TargetTable table, String column, SortedIds documents, Kind kind) {
        int index = table.indexOf(column);
        try (var found = new SortedIds();
                TargetRows rows = table.rows(context.target())) {
            while (rows.hasNext()) {
                found.add((UUID) rows.take()[index]);
            }
            String name = table.table().schema().equals(TidegateTables.SCHEMA)
                    ? TidegateTables.SCHEMA + "." + table.table().name()
                    : table.table().name();
            found.without(documents, id -> context.findings().add(name, id.toString(), kind, "no such document"));
            return rows.taken();
        }
    }
}
