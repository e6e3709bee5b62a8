package dev.tidegate.cutover.resolve;

import dev.tidegate.cutover.resolve.Resolution.Cause;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.DocumentTable;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Junction.End;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.TableKind;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.operate.rows.DocumentRows;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.integrity.SourceDocuments;
import dev.tidegate.validator.integrity.TargetRead;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Takes all that a document gave out of the target and leaves a dead letter, in one resolution: its row, children, unmapped
 * fields, and the edges that no other document holds.
 */
final class DocumentRemoval {
    /** The sink holds it while it settles dead letters. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('tidegate.dead_letter', 0))";

    private final Migration migration;
    private final SourceDocuments source;
    private final Connection connection;
    private final DocumentRows rows;

    DocumentRemoval(Migration migration, SourceDocuments source, Connection connection, DocumentRows rows) {
        this.migration = migration;
        this.source = source;
        this.connection = connection;
        this.rows = rows;
    }

    /** @param row the document's own, locked @return false when it is a dead letter already: nothing is done then */
    boolean takeOut(TakenOutLetter letter, UUID id, String row) throws SQLException {
        CollectionMapping collection = letter.collection();
        DocumentId document = letter.document();
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.execute();
        }
        var resolution = new Resolution(connection, letter.policy());
        boolean inserted = resolution.insert(
                new RowImages(connection, TidegateTables.DEAD_LETTER),
                id,
                letter.key(),
                Cause.ITS_DOCUMENT,
                letter.image());
        if (!inserted) {
            return false;
        }
        for (DocumentTable table : DocumentTable.of(migration, collection)) {
            switch (table.kind()) {
                case CHILD, UNMAPPED -> removeAll(resolution, id, table, keys(table, document));
                case JUNCTION -> removeAll(resolution, id, table, edges(table, document));
                case ENTITY, DEAD_LETTER, ID_MAP -> {}
            }
        }
        resolution.remove(
                new RowImages(connection, migration.table(collection.table())),
                id,
                List.of(id.toString()),
                Cause.ITS_DOCUMENT,
                row);
        return true;
    }

    /** Those that go with the document: it holds them, and the document at the other end does not. */
    private List<List<String>> edges(DocumentTable table, DocumentId document) throws SQLException {
        Junction junction = migration.junction(table.table().name());
        boolean isLeft = junction.left().column().equals(table.idColumn());
        End other = junction.end(!isLeft);
        if (junction.end(isLeft).array().isEmpty()) {
            return List.of();
        }
        List<List<String>> keys = keys(table, document);
        if (other.array().isPresent()) {
            int part = table.table().primaryKey().indexOf(other.column());
            Set<UUID> holders = holders(
                    other,
                    keys.stream().map(key -> UUID.fromString(key.get(part))).toList(),
                    document);
            keys.removeIf(key -> holders.contains(UUID.fromString(key.get(part))));
        }
        return keys;
    }

    /** The row ids of documents at an end that hold an edge to this document. */
    private Set<UUID> holders(End end, List<UUID> rowIds, DocumentId document) throws SQLException {
        Map<UUID, Subject.Document> documents = rows.documents(rowIds);
        String collection = migration.collection(end.collection()).source();
        documents
                .values()
                .removeIf(each ->
                        !migration.collection(each.collection()).source().equals(collection));
        Set<String> holders = source.holders(
                migration.collection(end.collection()),
                documents.values().stream().map(each -> each.id().value()).toList(),
                end.array().orElseThrow(),
                document.value());
        documents.values().removeIf(each -> !holders.contains(each.id().canonical()));
        return documents.keySet();
    }

    private List<List<String>> keys(DocumentTable table, DocumentId document) throws SQLException {
        List<List<String>> keys = new ArrayList<>();
        rows.each(
                table,
                List.of(document),
                List.of(TargetRead.keyTexts(table.table(), "r")),
                row -> keys.add(TargetRead.key(row, table.table().primaryKey().size())));
        return keys;
    }

    /** The record has rows of the application's tables by the first id of their key. */
    private void removeAll(Resolution resolution, UUID id, DocumentTable table, List<List<String>> keys)
            throws SQLException {
        var images = new RowImages(connection, table.table());
        for (List<String> key : keys) {
            UUID recorded = table.kind() == TableKind.UNMAPPED ? id : UUID.fromString(key.get(0));
            Optional<String> before = images.lock(key);
            if (before.isPresent()) {
                resolution.remove(images, recorded, key, Cause.ITS_DOCUMENT, before.get());
            }
        }
    }
}
