package dev.tidegate.operate.repair;

import dev.tidegate.events.reread.OrphanRow;
import dev.tidegate.events.row.RowKey;
import dev.tidegate.events.row.TableSerdes;
import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.DocumentTable;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.declaration.TableKind;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.operate.rows.DocumentRows;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Bytes;

/**
 * Rows of documents that the transformer cannot know of: every child row, as any may be one that somebody else put there;
 * and the entity's row where a stale letter says that it is there and it is not.
 */
final class PossibleOrphans {
    /** The sink's letters are stale when any refused row has an older version; what is there then stays. */
    private static final String CLAIMS_A_ROW = "r.stale AND r.stage <> 'sink'";

    private final Migration migration;
    private final DocumentRows rows;

    PossibleOrphans(Migration migration, DocumentRows rows) {
        this.migration = migration;
        this.rows = rows;
    }

    /** By canonical id; documents without any are left out. */
    Map<String, List<OrphanRow>> of(String collection, Collection<DocumentId> ids) throws SQLException {
        CollectionMapping mapping = migration.collection(collection);
        Map<TableKind, List<DocumentTable>> tables =
                DocumentTable.of(migration, mapping).stream().collect(Collectors.groupingBy(DocumentTable::kind));
        Map<UUID, DocumentId> byRow = new HashMap<>();
        ids.forEach(id -> byRow.put(id.uuid(CollectionIds.of(mapping)), id));
        Map<String, List<OrphanRow>> orphans = new HashMap<>();
        for (DocumentTable child : tables.getOrDefault(TableKind.CHILD, List.of())) {
            children(child, byRow, orphans);
        }
        Set<String> claimed = new HashSet<>();
        rows.each(tables.get(TableKind.DEAD_LETTER).get(0), ids, List.of("r.document_id", CLAIMS_A_ROW), letter -> {
            if (letter.getBoolean(2)) {
                claimed.add(letter.getString(1));
            }
        });
        byRow.values().removeIf(id -> !claimed.contains(id.display()));
        missing(tables.get(TableKind.ENTITY).get(0), byRow, orphans);
        return orphans;
    }

    static OrphanRow row(Table table, List<Object> key) {
        byte[] bytes = new TableSerdes(table).key().serializer().serialize(table.name(), new RowKey(key));
        return new OrphanRow(table.name(), Bytes.wrap(bytes));
    }

    private void children(DocumentTable child, Map<UUID, DocumentId> byRow, Map<String, List<OrphanRow>> orphans)
            throws SQLException {
        Table table = child.table();
        List<String> key =
                table.primaryKey().stream().map(part -> "r." + Sql.quote(part)).toList();
        int parent = table.primaryKey().indexOf(child.idColumn());
        rows.each(child, byRow.values(), key, found -> {
            List<Object> parts = List.of(part(table, found, 1), part(table, found, 2));
            add(orphans, byRow.get((UUID) parts.get(parent)), row(table, parts));
        });
    }

    /** In the types of {@link dev.tidegate.events.row.TableRow}. */
    private static Object part(Table table, ResultSet row, int number) throws SQLException {
        Column column = table.column(table.primaryKey().get(number - 1));
        return switch (column.type().kind()) {
            case NUMERIC, ENUM, VARCHAR -> row.getString(number);
            case CHAR -> row.getString(number).stripTrailing();
            case DATE -> (int) row.getObject(number, LocalDate.class).toEpochDay();
            case TIMESTAMP ->
                row.getObject(number, LocalDateTime.class)
                        .toInstant(ZoneOffset.UTC)
                        .toEpochMilli();
            case TIMESTAMPTZ ->
                row.getObject(number, OffsetDateTime.class).toInstant().toEpochMilli();
            case BYTEA -> ByteBuffer.wrap(row.getBytes(number));
            default -> row.getObject(number);
        };
    }

    private void missing(DocumentTable entity, Map<UUID, DocumentId> claimed, Map<String, List<OrphanRow>> orphans)
            throws SQLException {
        Set<UUID> found = new HashSet<>();
        if (!claimed.isEmpty()) {
            String id = "r." + Sql.quote(entity.idColumn());
            rows.each(entity, claimed.values(), List.of(id), row -> found.add(row.getObject(1, UUID.class)));
        }
        claimed.forEach((rowId, document) -> {
            if (!found.contains(rowId)) {
                add(orphans, document, row(entity.table(), List.of(rowId)));
            }
        });
    }

    private static void add(Map<String, List<OrphanRow>> orphans, DocumentId document, OrphanRow row) {
        orphans.computeIfAbsent(document.canonical(), id -> new ArrayList<>()).add(row);
    }
}
