package dev.tidegate.operate.repair;

import dev.tidegate.events.reread.OrphanRow;
import dev.tidegate.events.row.RowKey;
import dev.tidegate.events.row.TableSerdes;
import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.mapping.id.DocumentId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;

/**
 * What PostgreSQL has of documents that the transformer cannot know of: every child row, as any may be one that somebody
 * else put there; and the entity's row where a stale letter says that it is there and it is not.
 */
final class StraysOfDocuments {
    private static final String STALE = "SELECT document_id FROM tidegate.dead_letter"
            + " WHERE collection = ? AND document_id = ANY (?) AND stale"
            // The sink's letters are stale when any refused row has an older version; what is there then stays.
            + " AND stage <> 'sink'";

    private final Connection target;
    private final Migration migration;

    StraysOfDocuments(Connection target, Migration migration) {
        this.target = target;
        this.migration = migration;
    }

    /** By canonical id; documents without strays have none. */
    Map<String, List<OrphanRow>> of(String collection, Collection<DocumentId> ids) throws SQLException {
        CollectionMapping mapping = migration.collection(collection);
        CollectionIds rowIds = new CollectionIds(collection, mapping.tag());
        Map<UUID, DocumentId> byRow = new HashMap<>();
        ids.forEach(id -> byRow.put(id.uuid(rowIds), id));
        Map<String, List<OrphanRow>> strays = new HashMap<>();
        for (ChildTable child : mapping.children()) {
            children(migration.table(child.table()), child, byRow, strays);
        }
        entities(mapping, byRow, strays);
        return strays;
    }

    static OrphanRow stray(Table table, List<Object> key) {
        byte[] bytes = new TableSerdes(table).key().serializer().serialize(table.name(), new RowKey(key));
        return new OrphanRow(table.name(), Bytes.wrap(bytes));
    }

    private void children(
            Table table, ChildTable child, Map<UUID, DocumentId> byRow, Map<String, List<OrphanRow>> strays)
            throws SQLException {
        String sql = "SELECT " + Sql.quote(table.primaryKey()) + " FROM " + Sql.quote(table) + " WHERE "
                + Sql.quote(child.parentColumn()) + " = ANY (?)";
        int parent = table.primaryKey().indexOf(child.parentColumn());
        try (PreparedStatement statement = target.prepareStatement(sql)) {
            statement.setArray(1, target.createArrayOf("uuid", byRow.keySet().toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    List<Object> key = List.of(part(table, row, 1), part(table, row, 2));
                    DocumentId document = byRow.get((UUID) key.get(parent));
                    add(strays, document, stray(table, key));
                }
            }
        }
    }

    /** In the types of {@link dev.tidegate.events.row.TableRow}. */
    private static Object part(Table table, ResultSet row, int place) throws SQLException {
        Column column = table.column(table.primaryKey().get(place - 1));
        return switch (column.type().kind()) {
            case NUMERIC, ENUM -> row.getString(place);
            case TIMESTAMP ->
                row.getObject(place, LocalDateTime.class)
                        .toInstant(ZoneOffset.UTC)
                        .toEpochMilli();
            default -> row.getObject(place);
        };
    }

    private void entities(CollectionMapping mapping, Map<UUID, DocumentId> byRow, Map<String, List<OrphanRow>> strays)
            throws SQLException {
        Set<String> stale = stale(mapping.collection(), byRow.values());
        Map<UUID, DocumentId> missing = new HashMap<>(byRow);
        missing.values().removeIf(id -> !stale.contains(id.display()));
        if (missing.isEmpty()) {
            return;
        }
        Table table = migration.table(mapping.table());
        String id = Sql.quote(mapping.idColumn());
        String sql = "SELECT " + id + " FROM " + Sql.quote(table) + " WHERE " + id + " = ANY (?)";
        try (PreparedStatement statement = target.prepareStatement(sql)) {
            statement.setArray(1, target.createArrayOf("uuid", missing.keySet().toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    missing.remove((UUID) row.getObject(1));
                }
            }
        }
        missing.forEach((rowId, document) -> add(strays, document, stray(table, List.of(rowId))));
    }

    private Set<String> stale(String collection, Collection<DocumentId> ids) throws SQLException {
        Object[] shown = ids.stream().map(DocumentId::display).toArray();
        try (PreparedStatement statement = target.prepareStatement(STALE)) {
            statement.setString(1, collection);
            statement.setArray(2, target.createArrayOf("text", shown));
            Set<String> stale = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    stale.add(row.getString(1));
                }
            }
            return stale;
        }
    }

    private static void add(Map<String, List<OrphanRow>> strays, DocumentId document, OrphanRow stray) {
        strays.computeIfAbsent(document.canonical(), id -> new ArrayList<>()).add(stray);
    }
}
