package dev.tidegate.operate.rows;

import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.DocumentTable;
import dev.tidegate.mapping.declaration.DocumentTable.Owner;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.difference.Subject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.BsonObjectId;

/** Finds the rows of documents in PostgreSQL, and the documents of rows. Reads only. For one thread. */
public final class DocumentRows {
    private static final String ID_MAP = "SELECT id, collection, document_id FROM tidegate.id_map WHERE id = ANY (?)";

    private final Migration migration;
    private final Connection target;

    public DocumentRows(Migration migration, Connection target) {
        this.migration = migration;
        this.target = target;
    }

    /** What is done with each row. */
    public interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /**
     * Reads every row that these documents have in a table, in the order of its primary key.
     *
     * @param expressions of the result, over a row {@code r} of the table
     */
    public void each(DocumentTable table, Collection<DocumentId> documents, List<String> expressions, RowReader reader)
            throws SQLException {
        String sql = "SELECT " + String.join(", ", expressions) + " FROM " + Sql.quote(table.table()) + " r WHERE "
                + owner(table)
                        .map(owner -> "r." + Sql.quote(owner.column()) + " = ? AND ")
                        .orElse("")
                + "r." + Sql.quote(table.idColumn()) + " = ANY (?) ORDER BY "
                + table.table().primaryKey().stream()
                        .map(part -> "r." + Sql.quote(part))
                        .collect(Collectors.joining(", "));
        try (PreparedStatement select = target.prepareStatement(sql)) {
            int index = 1;
            if (owner(table).isPresent()) {
                select.setString(index++, owner(table).get().name());
            }
            select.setArray(index, ids(table, documents));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    reader.read(row);
                }
            }
        }
    }

    /** Only where ids alone do not say whose a row is: what else a row names may be wrong. */
    private static Optional<Owner> owner(DocumentTable table) {
        return table.owner().filter(owner -> table.table().primaryKey().contains(owner.column()));
    }

    private Array ids(DocumentTable table, Collection<DocumentId> documents) throws SQLException {
        if (table.table().column(table.idColumn()).type().kind() == ColumnKind.TEXT) {
            return target.createArrayOf(
                    "text", documents.stream().map(DocumentId::display).toArray());
        }
        CollectionIds ids = CollectionIds.of(table.collection());
        return target.createArrayOf(
                "uuid", documents.stream().map(id -> id.uuid(ids)).toArray());
    }

    /** The document of a row; empty when the row id has no collection's tag, and {@code tidegate.id_map} does not have it. */
    public Optional<Subject.Document> document(UUID rowId) throws SQLException {
        return Optional.ofNullable(documents(List.of(rowId)).get(rowId));
    }

    /** The document of a row of a collection's table: of several entries of one collection it is the table's. */
    public Optional<Subject.Document> document(UUID rowId, String collection) throws SQLException {
        CollectionIds ids = CollectionIds.of(migration.collection(collection));
        return document(rowId)
                .filter(document -> document.id().uuid(ids).equals(rowId))
                .map(document -> new Subject.Document(collection, document.id()));
    }

    /** Those that can be found, by the ids of their rows; of several entries of one collection as the first's. */
    public Map<UUID, Subject.Document> documents(Collection<UUID> rowIds) throws SQLException {
        Map<UUID, Subject.Document> documents = new HashMap<>();
        List<UUID> others = new ArrayList<>();
        for (UUID rowId : rowIds) {
            decoded(rowId).ifPresentOrElse(found -> documents.put(rowId, found), () -> others.add(rowId));
        }
        if (!others.isEmpty()) {
            addMapped(others, documents);
        }
        return documents;
    }

    private Optional<Subject.Document> decoded(UUID rowId) {
        return migration.collections().stream()
                .filter(collection -> CollectionIds.of(collection).isOwn(rowId))
                .findFirst()
                .map(collection -> new Subject.Document(
                        collection.collection(), DocumentId.of(new BsonObjectId(CollectionIds.objectId(rowId)))));
    }

    private void addMapped(List<UUID> rowIds, Map<UUID, Subject.Document> documents) throws SQLException {
        try (PreparedStatement select = target.prepareStatement(ID_MAP)) {
            select.setArray(1, target.createArrayOf("uuid", rowIds.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    UUID rowId = row.getObject(1, UUID.class);
                    mapped(rowId, row.getString(2), row.getString(3))
                            .ifPresent(document -> documents.put(rowId, document));
                }
            }
        }
    }

    /** What the map says counts only where it is true: somebody may have changed it. */
    private Optional<Subject.Document> mapped(UUID rowId, String name, String shown) {
        return migration.collections().stream()
                .filter(collection -> collection.collection().equals(name))
                .flatMap(collection -> DocumentId.parse(shown)
                        .map(DocumentId::of)
                        .filter(id -> id.uuid(CollectionIds.of(collection)).equals(rowId))
                        .stream())
                .map(id -> new Subject.Document(name, id))
                .findFirst();
    }
}
