package dev.tidegate.transform.topology;

import dev.tidegate.events.row.RowKey;
import dev.tidegate.events.row.TableRow;
import dev.tidegate.mapping.bson.DecodingLoss;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.transform.document.CollectionRows;
import dev.tidegate.transform.document.CountedConversion;
import dev.tidegate.transform.document.Derivation;
import dev.tidegate.transform.document.OwnedKey;
import dev.tidegate.transform.document.OwnedRow;
import dev.tidegate.transform.progress.TransformCounters;
import dev.tidegate.transform.state.DocumentState;
import dev.tidegate.transform.state.DocumentState.DeadSince;
import dev.tidegate.transform.topology.CollectionPlan.SlotTarget;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.RawBsonDocument;

/**
 * Brings the tables from what a document gave before to what it gives now. Sends every row of the document again, also
 * those that have not changed: the target may have refused the version before as a whole.
 */
record DocumentTables(TableTopics tables, RowSender sender, TransformCounters counters) {
    private static final String STAGE = "transform";

    /**
     * @param source the document as it came: decoding hides what it replaces
     * @param before null for a document not seen before
     */
    DocumentState apply(DocumentVersion version, RawBsonDocument source, Derivation derivation, DocumentState before) {
        DocumentState known = before == null ? DocumentState.KNOWN : before;
        if (derivation instanceof Derivation.Rows rows) {
            DocumentState after = good(version, rows, known);
            count(version, rows, source);
            return after;
        }
        return bad(version, (Derivation.Failed) derivation, known);
    }

    void delete(DocumentVersion version, DocumentState before) {
        deleteRows(version, before);
        deleteDeadLetter(version, before);
    }

    /**
     * Deletes what the tables may have of a document although it is not known to have given it: rows that somebody else
     * wrote. Whatever it does give is to be sent afterwards.
     *
     * @param before null for a document not seen before
     * @return what is in the tables then
     */
    DocumentState sweep(DocumentVersion version, OrphanRows orphans, DocumentState before) {
        DocumentState known = before == null ? DocumentState.KNOWN : before;
        for (OwnedKey key : orphans.owned()) {
            if (!known.owned().contains(key)) {
                sender.orphan(version, target(version, key), key.part());
            }
        }
        if (!known.hasUnmapped()) {
            deleteUnmapped(version);
        }
        if (known.deadLetter().isEmpty()) {
            sender.row(version, tables.deadLetter(), deadLetterKey(version, version.documentId()), null);
        }
        if (!known.hasRows()) {
            deleteEntity(version);
        } else if (orphans.entity()) {
            deleteRows(version, known);
            return new DocumentState(false, false, List.of(), known.deadLetter());
        }
        return before;
    }

    private void deleteRows(DocumentVersion version, DocumentState before) {
        if (before.hasRows()) {
            deleteEntity(version);
            deleteOwned(version, before.owned(), Set.of());
            if (before.hasUnmapped()) {
                deleteUnmapped(version);
            }
        }
    }

    private void deleteEntity(DocumentVersion version) {
        sender.row(version, version.plan().entity(), entityKey(version), null);
        if (hasIdMap(version)) {
            sender.row(version, tables.idMap(), entityKey(version), null);
        }
    }

    private DocumentState good(DocumentVersion version, Derivation.Rows rows, DocumentState before) {
        sender.row(version, version.plan().entity(), entityKey(version), rows.entity());
        List<OwnedKey> owned = rows.owned().stream().map(OwnedRow::key).toList();
        if (!before.owned().isEmpty()) {
            deleteOwned(version, before.owned(), new HashSet<>(owned));
        }
        for (OwnedRow row : rows.owned()) {
            sender.owned(version, target(version, row.key()), row.key().part(), row.row());
        }
        unmapped(version, rows, before);
        if (hasIdMap(version)) {
            idMap(version);
        }
        deleteDeadLetter(version, before);
        return owned.isEmpty() && rows.unmapped().isEmpty()
                ? DocumentState.ENTITY_ONLY
                : new DocumentState(true, rows.unmapped().isPresent(), owned, Optional.empty());
    }

    private void count(DocumentVersion version, Derivation.Rows rows, RawBsonDocument source) {
        String collection = version.plan().collection();
        rows.counted().forEach(conversion -> counters.conversion(collection, conversion, version.documentId()));
        version.reading(() -> DecodingLoss.of(source))
                .forEach(loss -> counters.conversion(collection, CountedConversion.of(loss), version.documentId()));
    }

    private DocumentState bad(DocumentVersion version, Derivation.Failed failed, DocumentState before) {
        DeadSince since = before.deadLetter()
                .filter(dead -> dead.documentId().equals(version.documentId()))
                .orElse(new DeadSince(version.timestamp(), version.documentId()));
        if (before.deadLetter().isPresent() && !before.deadLetter().get().equals(since)) {
            deleteDeadLetter(version, before);
        }
        counters.deadLetter(failed.first().reason().code());
        Table table = tables.deadLetter().table();
        Object[] row = new Object[table.columns().size()];
        set(table, row, "collection", version.plan().collection());
        set(table, row, "document_id", version.documentId());
        set(table, row, "stage", STAGE);
        set(table, row, "reason", failed.first().reason().code());
        set(table, row, "field", failed.first().field());
        set(table, row, "message", failed.message());
        set(table, row, "topic", version.topic());
        set(table, row, "partition", version.partition());
        set(table, row, "offset", version.offset());
        set(table, row, "stale", before.hasRows());
        set(table, row, "first_seen", since.firstSeen());
        set(table, row, "last_seen", version.timestamp());
        sender.row(version, tables.deadLetter(), deadLetterKey(version, version.documentId()), row(row));
        return before.withDeadLetter(since);
    }

    private void deleteOwned(DocumentVersion version, List<OwnedKey> owned, Set<OwnedKey> kept) {
        for (OwnedKey key : owned) {
            if (!kept.contains(key)) {
                sender.owned(version, target(version, key), key.part(), null);
            }
        }
    }

    private void unmapped(DocumentVersion version, Derivation.Rows rows, DocumentState before) {
        if (rows.unmapped().isPresent()) {
            RowKey key = unmappedKey(version);
            TableRow row =
                    row(key.values().get(0), version.rowId(), rows.unmapped().get());
            sender.row(version, tables.unmapped(), key, row);
        } else if (before.hasUnmapped()) {
            deleteUnmapped(version);
        }
    }

    private void deleteUnmapped(DocumentVersion version) {
        sender.row(version, tables.unmapped(), unmappedKey(version), null);
    }

    private void idMap(DocumentVersion version) {
        TableRow row = row(version.rowId(), version.plan().collection(), version.documentId());
        sender.row(version, tables.idMap(), entityKey(version), row);
    }

    private void deleteDeadLetter(DocumentVersion version, DocumentState before) {
        before.deadLetter()
                .ifPresent(dead ->
                        sender.row(version, tables.deadLetter(), deadLetterKey(version, dead.documentId()), null));
    }

    private static boolean hasIdMap(DocumentVersion version) {
        return !CollectionRows.isObjectId(version.canonicalId());
    }

    private static SlotTarget target(DocumentVersion version, OwnedKey key) {
        return version.plan().slots().get(key.slot());
    }

    private static RowKey entityKey(DocumentVersion version) {
        return new RowKey(List.of(version.rowId()));
    }

    private static RowKey unmappedKey(DocumentVersion version) {
        return new RowKey(List.of(version.plan().entity().table().name(), version.rowId()));
    }

    private static RowKey deadLetterKey(DocumentVersion version, String documentId) {
        return new RowKey(List.of(version.plan().collection(), documentId));
    }

    private static void set(Table table, Object[] row, String column, Object value) {
        row[table.columns().indexOf(table.column(column))] = value;
    }

    private static TableRow row(Object... values) {
        return new TableRow(Arrays.asList(values));
    }
}
