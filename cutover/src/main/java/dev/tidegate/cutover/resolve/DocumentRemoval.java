package dev.tidegate.cutover.resolve;

import static dev.tidegate.mapping.ddl.Sql.quote;

import dev.tidegate.cutover.resolve.Act.Cause;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Junction.End;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.mapping.reason.Reason;
import dev.tidegate.validator.evidence.IdMap;
import dev.tidegate.validator.integrity.RowImages;
import dev.tidegate.validator.integrity.SourceDocuments;
import dev.tidegate.validator.integrity.UniqueIndex;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Takes all that a document gave out of the target and leaves a dead letter, in one act: its row, children, unmapped
 * fields, and the edges that no other document holds.
 */
final class DocumentRemoval {
    static final String STAGE = "references";

    /** The sink holds it while it settles dead letters. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('tidegate.dead_letter', 0))";

    private final Migration migration;
    private final SourceDocuments source;

    DocumentRemoval(Migration migration, SourceDocuments source) {
        this.migration = migration;
        this.source = source;
    }

    /** @param row the document's own, locked @return false when it is a dead letter already: nothing is done then */
    boolean takeOut(Connection connection, UniqueIndex index, UUID id, String row, BsonValue document, BsonValue newer)
            throws SQLException {
        CollectionMapping collection = index.owner();
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.execute();
        }
        var act = new Act(connection, "keep_newest");
        String documentId = DocumentId.of(document).display();
        boolean inserted = act.insert(
                new RowImages(connection, TidegateTables.DEAD_LETTER),
                id,
                List.of(collection.collection(), documentId),
                Cause.ITS_DOCUMENT,
                deadLetter(index, documentId, DocumentId.of(newer).display()));
        if (!inserted) {
            return false;
        }
        for (var child : collection.children()) {
            removeAll(connection, act, id, migration.table(child.table()), child.parentColumn(), Set.of());
        }
        for (Junction junction : migration.junctions()) {
            edges(connection, act, junction, junction.left(), junction.right(), collection, id, document);
            edges(connection, act, junction, junction.right(), junction.left(), collection, id, document);
        }
        removeUnmapped(connection, act, id, index.table());
        act.remove(new RowImages(connection, index.table()), id, List.of(id.toString()), Cause.ITS_DOCUMENT, row);
        return true;
    }

    private void edges(
            Connection connection,
            Act act,
            Junction junction,
            End own,
            End other,
            CollectionMapping collection,
            UUID id,
            BsonValue document)
            throws SQLException {
        if (!own.collection().equals(collection.collection()) || own.array().isEmpty()) {
            return;
        }
        Table table = migration.table(junction.table());
        Set<UUID> held = other.array().isEmpty() ? Set.of() : heldByOther(connection, table, own, other, id, document);
        removeAll(connection, act, id, table, own.column(), held);
    }

    /** The other ends of edges that stay, since the document there holds them. */
    private Set<UUID> heldByOther(Connection connection, Table table, End own, End other, UUID id, BsonValue document)
            throws SQLException {
        int part = table.primaryKey().indexOf(other.column());
        List<UUID> ids = keys(connection, table, own.column(), id).stream()
                .map(key -> UUID.fromString(key.get(part)))
                .toList();
        CollectionMapping collection = migration.collection(other.collection());
        Map<UUID, BsonValue> documents = new IdMap(collection).documentIds(connection, ids);
        Set<String> holders =
                source.holders(collection, documents.values(), other.array().orElseThrow(), document);
        return documents.entrySet().stream()
                .filter(entry ->
                        holders.contains(DocumentId.of(entry.getValue()).canonical()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** @param kept rows with one of these in their key stay */
    private static void removeAll(Connection connection, Act act, UUID id, Table table, String column, Set<UUID> kept)
            throws SQLException {
        var rows = new RowImages(connection, table);
        for (List<String> key : keys(connection, table, column, id)) {
            boolean stays = kept.stream().anyMatch(each -> key.contains(each.toString()));
            if (!stays) {
                remove(act, rows, UUID.fromString(key.get(0)), key);
            }
        }
    }

    private static void removeUnmapped(Connection connection, Act act, UUID id, Table table) throws SQLException {
        remove(act, new RowImages(connection, TidegateTables.UNMAPPED), id, List.of(table.name(), id.toString()));
    }

    private static void remove(Act act, RowImages rows, UUID id, List<String> key) throws SQLException {
        Optional<String> before = rows.lock(key);
        if (before.isPresent()) {
            act.remove(rows, id, key, Cause.ITS_DOCUMENT, before.get());
        }
    }

    private static List<List<String>> keys(Connection connection, Table table, String column, UUID id)
            throws SQLException {
        String texts =
                table.primaryKey().stream().map(part -> quote(part) + "::text").collect(Collectors.joining(", "));
        List<List<String>> keys = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT " + texts + " FROM " + quote(table) + " WHERE " + quote(column) + " = ?")) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    List<String> key = new ArrayList<>();
                    for (int part = 1; part <= table.primaryKey().size(); part++) {
                        key.add(row.getString(part));
                    }
                    keys.add(key);
                }
            }
        }
        return keys;
    }

    private static String deadLetter(UniqueIndex index, String documentId, String newer) {
        BsonString now = new BsonString(OffsetDateTime.now(ZoneOffset.UTC).toString());
        BsonDocument image = new BsonDocument(
                        "collection", new BsonString(index.owner().collection()))
                .append("document_id", new BsonString(documentId))
                .append("stage", new BsonString(STAGE))
                .append("reason", new BsonString(Reason.DUPLICATE_VALUE.code()))
                .append("sqlstate", new BsonString("23505"))
                .append(
                        "message",
                        new BsonString("has one value of the unique index "
                                + index.index().name()
                                + " with the newer document " + newer
                                + ", which was kept: correct one of the two, its next version is a row again"))
                .append("stale", BsonBoolean.FALSE)
                .append("first_seen", now)
                .append("last_seen", now);
        fields(index).ifPresent(fields -> image.append("field", new BsonString(fields)));
        return image.toJson();
    }

    /** The documents' fields behind the index's columns. */
    private static Optional<String> fields(UniqueIndex index) {
        String fields = index.owner().columns().stream()
                .filter(column -> index.index().columns().contains(column.column()))
                .flatMap(column -> column.fields().stream())
                .collect(Collectors.joining(", "));
        return fields.isEmpty() ? Optional.empty() : Optional.of(fields);
    }
}
