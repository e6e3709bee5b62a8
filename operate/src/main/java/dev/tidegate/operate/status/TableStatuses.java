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
import dev.tidegate.mapping.id.TableOwners;
import dev.tidegate.operate.status.MigrationStatus.CollectionStatus;
import dev.tidegate.operate.status.MigrationStatus.DeadLetters;
import dev.tidegate.operate.status.MigrationStatus.TableStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
        List<CollectionMapping> entries = kind == TableKind.ENTITY
                ? TableOwners.of(migration, table.name()).sharing()
                : List.of();
        Optional<String> collection = entries.stream().findFirst().map(CollectionMapping::collection);
        Optional<Long> total = sum(
                entries.stream().map(each -> documents.existing().getOrDefault(each.collection(), estimated(each))));
        long dead = entries.stream()
                .mapToLong(each -> deadLetters.byCollection().getOrDefault(each.collection(), 0L))
                .sum();
        Optional<Long> excluded = sum(entries.stream()
                .flatMap(each -> Stream.ofNullable(documents.excluded().get(each.collection()))));
        long carried = rows.count() + dead + excluded.orElse(0L);
        boolean done = standing.snapshotIn() || areRead(entries) && carried >= toCarry(entries, total.orElse(0L));
        boolean nothingLeft = standing.drained() || done && total.orElse(0L) == 0;
        double percent = MigrationStatus.percent(carried, total.orElse(0L), nothingLeft);
        return new TableStatus(
                table.name(), kind, collection, total, rows.count(), rows.estimated(), dead, excluded, percent, done);
    }

    /** Empty where there is none. */
    private static Optional<Long> sum(Stream<Long> counts) {
        return counts.reduce(Long::sum);
    }

    private boolean areRead(List<CollectionMapping> entries) {
        return !entries.isEmpty() && entries.stream().allMatch(each -> isRead(each.source()));
    }

    /** Of an entry that shares its collection as many as it has now; of any other what the snapshot has read. */
    private long toCarry(List<CollectionMapping> entries, long existing) {
        return entries.stream().anyMatch(each -> each.entry().isShared())
                ? existing
                : entries.stream().mapToLong(each -> read.get(each.source())).sum();
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
