package dev.tidegate.operate.status;

import dev.tidegate.events.source.CollectionState;
import dev.tidegate.events.source.SourcePhase;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.Unmatched;
import dev.tidegate.mapping.declaration.DocumentTable;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.declaration.TableKind;
import dev.tidegate.operate.status.MigrationStatus.CollectionStatus;
import dev.tidegate.operate.status.MigrationStatus.DeadLetters;
import dev.tidegate.operate.status.MigrationStatus.TableStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far each collection and each table is. */
final class TableStatuses {
    private final Migration migration;
    private final Map<Table, DocumentTable> declared = new HashMap<>();
    private final SourceState source;
    private final Map<String, Long> read;
    private final Map<String, Long> rangesDone;

    TableStatuses(Migration migration, SourceState source) {
        this.migration = migration;
        this.source = source;
        this.read = source.documentsRead();
        this.rangesDone = source.rangesDone();
        DocumentTable.of(migration).forEach(each -> declared.putIfAbsent(each.table(), each));
    }

    List<CollectionStatus> collections() {
        List<CollectionStatus> statuses = new ArrayList<>();
        boolean isWhole = source.phase() == SourcePhase.STREAM;
        for (String name : migration.sourceCollections()) {
            long documents = read.getOrDefault(name, 0L);
            long total = isWhole ? documents : estimated(name);
            double percent = MigrationStatus.percent(documents, total, isWhole || isRead(name));
            statuses.add(
                    new CollectionStatus(name, migration.entriesOf(name).get(0).table(), documents, total, percent));
        }
        return statuses;
    }

    List<TableStatus> tables(TargetCounts target, DeadLetters deadLetters, Documents documents, Standing standing)
            throws SQLException {
        List<TableStatus> statuses = new ArrayList<>();
        for (Table table : migration.tables()) {
            statuses.add(table(table, target.rows(table), deadLetters, documents, standing));
        }
        return statuses;
    }

    /** @param existing of each entry of the file in MongoDB now @param excluded by {@code where}; both without what is not known */
    record Documents(Map<String, Long> existing, Map<String, Long> excluded) {
        static final Documents UNKNOWN = new Documents(Map.of(), Map.of());
    }

    /** @param snapshotIn what waits between the stages is none of the snapshot any more */
    record Standing(boolean snapshotIn, boolean drained) {}

    private TableStatus table(
            Table table, TargetCounts.Rows rows, DeadLetters deadLetters, Documents documents, Standing standing) {
        TableKind kind = declared.get(table).kind();
        // no document is one row of a junction or of a child table
        Optional<CollectionMapping> entry =
                kind == TableKind.ENTITY ? Optional.of(declared.get(table).collection()) : Optional.empty();
        Optional<String> collection = entry.map(CollectionMapping::collection);
        Optional<Long> total = entry.map(each -> documents.existing().getOrDefault(each.collection(), estimated(each)));
        long dead = collection
                .map(name -> deadLetters.byCollection().getOrDefault(name, 0L))
                .orElse(0L);
        Optional<Long> excluded = collection.map(name -> documents.excluded().get(name));
        long carried = rows.count() + dead + excluded.orElse(0L);
        boolean done = standing.snapshotIn()
                || entry.filter(each -> isRead(each.source())
                                && carried >= (each.entry().isShared() ? total.get() : read.get(each.source())))
                        .isPresent();
        boolean nothingLeft = standing.drained() || done && total.orElse(0L) == 0;
        double percent = MigrationStatus.percent(carried, total.orElse(0L), nothingLeft);
        return new TableStatus(
                table.name(), kind, collection, total, rows.count(), rows.estimated(), dead, excluded, percent, done);
    }

    /** What the first entry of a collection has is not known before the documents of the others are counted. */
    private long estimated(CollectionMapping entry) {
        return entry.entry().unmatched() == Unmatched.OF_FIRST ? 0 : estimated(entry.source());
    }

    private long estimated(String collection) {
        CollectionState noted = source.collections().get(collection);
        return Math.max(read.getOrDefault(collection, 0L), noted == null ? 0 : noted.estimatedDocuments());
    }

    private boolean isRead(String collection) {
        CollectionState noted = source.collections().get(collection);
        return noted != null && rangesDone.getOrDefault(collection, 0L) >= noted.ranges();
    }
}
