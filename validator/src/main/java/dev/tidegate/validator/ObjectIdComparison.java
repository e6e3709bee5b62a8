package dev.tidegate.validator;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.validator.Difference.Kind;
import dev.tidegate.validator.target.TargetTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.bson.types.ObjectId;

/**
 * Compares a collection whose ids are ObjectIds: documents and rows are both read in the ids' order, once, so that memory
 * does not grow with either. For one thread.
 */
final class ObjectIdComparison {
    private static final String NO_DOCUMENT = "no such document";

    private final CollectionContext context;
    private final CollectionIds ids;

    ObjectIdComparison(CollectionContext context) {
        this.context = context;
        this.ids = new CollectionIds(
                context.collection().collection(), context.collection().tag());
    }

    ComparisonResult.Counts run() {
        String name = context.collection().collection();
        try (Lockstep entities = entities();
                Lockstep unmapped = unmapped();
                Lockstep deadLetters = deadLetters();
                OpenChildren children = new OpenChildren()) {
            context.documents()
                    .withObjectId(batch -> context.judge(batch, (id, verdict) -> {
                        ObjectId at = id.asObjectId().getValue();
                        var evidence = new Evidence(
                                entities.oneAt(at),
                                children.at(at),
                                unmapped.oneAt(at),
                                Optional.empty(),
                                deadLetters.oneAt(at).map(DeadLetterRow::of));
                        context.comparison().compare(id, verdict, evidence);
                    }));
            List.of(entities, unmapped, deadLetters).forEach(Lockstep::finish);
            children.finish();
            new StrayDeadLetters(context).compareOtherIds();
            context.findings().rows(context.collection().table(), entities.rowsRead());
            return context.comparison().counts(entities.rowsRead());
        } finally {
            context.progress().compared(name, context.comparison().documents());
        }
    }

    private Lockstep entities() {
        TargetTable table = context.entity().orderedById(context.collection().idColumn());
        int idIndex = table.indexOf(context.collection().idColumn());
        return byRowId(
                table,
                idIndex,
                row -> add(context.collection().table(), display(row[idIndex]), Kind.EXTRA_ROW, NO_DOCUMENT));
    }

    private Lockstep unmapped() {
        TargetTable table = TargetTable.of(TidegateTables.UNMAPPED)
                .where("table", context.collection().table())
                .orderedById("id");
        int idIndex = table.indexOf("id");
        return byRowId(table, idIndex, row -> {
            String label = context.collection().collection() + " " + display(row[idIndex]);
            add(TargetNames.UNMAPPED, label, Kind.EXTRA_UNMAPPED, NO_DOCUMENT);
        });
    }

    private Lockstep deadLetters() {
        TargetTable table = DeadLetterRow.TABLE
                .where("collection", context.collection().collection())
                .whereObjectId("document_id")
                .orderedByText("document_id");
        int idIndex = table.indexOf("document_id");
        return new Lockstep(
                table.rows(context.target()),
                row -> Optional.of(new ObjectId((String) row[idIndex])),
                row -> add(
                        TargetNames.DEAD_LETTER,
                        context.collection().collection() + " " + row[idIndex],
                        Kind.DEAD_LETTER_EXTRA,
                        NO_DOCUMENT));
    }

    private Lockstep byRowId(TargetTable table, int idIndex, Consumer<Object[]> passedOver) {
        return new Lockstep(table.rows(context.target()), row -> objectId(row[idIndex]), passedOver);
    }

    /** The ObjectId inside, when it is a row id of this collection's. */
    private Optional<ObjectId> objectId(Object rowId) {
        return rowId instanceof UUID uuid && ids.isOwn(uuid)
                ? Optional.of(CollectionIds.objectId(uuid))
                : Optional.empty();
    }

    private String display(Object rowId) {
        return objectId(rowId).map(ObjectId::toHexString).orElseGet(() -> String.valueOf(rowId));
    }

    private void add(String table, String id, Kind kind, String detail) {
        context.findings().add(table, id, kind, detail);
    }

    /** The child tables of this collection, walked through together. */
    private final class OpenChildren implements AutoCloseable {
        private final Map<String, Lockstep> tables = new LinkedHashMap<>();

        private OpenChildren() {
            context.collection().children().forEach(child -> tables.put(child.table(), open(child)));
        }

        private Lockstep open(ChildTable child) {
            TargetTable table = context.child(child.table()).orderedById(child.parentColumn());
            int parentIndex = table.indexOf(child.parentColumn());
            return byRowId(
                    table,
                    parentIndex,
                    row -> add(child.table(), display(row[parentIndex]), Kind.EXTRA_CHILD, NO_DOCUMENT));
        }

        private Map<String, List<Object[]>> at(ObjectId document) {
            if (tables.isEmpty()) {
                return Map.of();
            }
            var rows = new LinkedHashMap<String, List<Object[]>>();
            tables.forEach((table, lockstep) -> rows.put(table, lockstep.at(document)));
            return rows;
        }

        private void finish() {
            tables.forEach((table, lockstep) -> {
                lockstep.finish();
                context.findings().rows(table, lockstep.rowsRead());
            });
        }

        @Override
        public void close() {
            tables.values().forEach(Lockstep::close);
        }
    }
}
