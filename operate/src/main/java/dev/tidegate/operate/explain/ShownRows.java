package dev.tidegate.operate.explain;

import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.DocumentTable;
import dev.tidegate.mapping.declaration.ForeignKey;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.TableKind;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.operate.explain.Explained.Cell;
import dev.tidegate.operate.explain.Explained.Edge;
import dev.tidegate.operate.explain.Explained.Rows;
import dev.tidegate.operate.explain.Explained.ShownReference;
import dev.tidegate.operate.rows.DocumentRows;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The rows of one document as an explanation shows them; the first ones of each table. */
final class ShownRows {
    private static final int LISTED = 50;

    private final Migration migration;
    private final DocumentRows documents;
    private final boolean withValues;

    ShownRows(Migration migration, DocumentRows documents, boolean withValues) {
        this.migration = migration;
        this.documents = documents;
        this.withValues = withValues;
    }

    /** @param table any but a junction */
    Rows rows(DocumentTable table, DocumentId id) throws SQLException {
        List<Map<String, Cell>> rows = new ArrayList<>();
        long[] beyond = {0};
        documents.each(table, List.of(id), List.of("r.*"), row -> {
            if (rows.size() < LISTED) {
                rows.add(cells(row));
            } else {
                beyond[0]++;
            }
        });
        return new Rows(table.name(), rows, beyond[0]);
    }

    private Map<String, Cell> cells(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        Map<String, Cell> cells = new LinkedHashMap<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            String value = row.getString(column);
            String type = columns.getColumnTypeName(column).replace("\"", "");
            cells.put(
                    columns.getColumnName(column),
                    new Cell(
                            value == null ? "NULL" : type,
                            Optional.ofNullable(value).filter(each -> withValues)));
        }
        return cells;
    }

    List<Edge> edges(DocumentTable table, DocumentId id) throws SQLException {
        Junction junction = migration.junction(table.table().name());
        List<Edge> edges = new ArrayList<>();
        List<String> ends = List.of(
                column(junction.left().column()), column(junction.right().column()));
        documents.each(table, List.of(id), ends, row -> {
            if (edges.size() < LISTED) {
                edges.add(new Edge(table.name(), row.getObject(1, UUID.class), row.getObject(2, UUID.class)));
            }
        });
        return edges;
    }

    /** Those of the document's rows in a table that are not NULL. */
    List<ShownReference> references(DocumentTable table, DocumentId id) throws SQLException {
        List<ShownReference> references = new ArrayList<>();
        for (ForeignKey key : table.table().foreignKeys()) {
            if (!key.column().equals(table.idColumn())) {
                references.addAll(references(table, key, id));
            }
        }
        return references;
    }

    private List<ShownReference> references(DocumentTable table, ForeignKey key, DocumentId id) throws SQLException {
        String name = table.kind() == TableKind.CHILD ? table.name() + "." + key.column() : key.column();
        String exists = "EXISTS (SELECT FROM " + Sql.quote(migration.table(key.referencedTable())) + " t WHERE t."
                + Sql.quote(key.referencedColumn()) + " = " + column(key.column()) + ")";
        List<ShownReference> references = new ArrayList<>();
        documents.each(table, List.of(id), List.of(column(key.column()), exists), row -> {
            UUID referred = row.getObject(1, UUID.class);
            if (referred != null && references.size() < LISTED) {
                references.add(new ShownReference(name, key.referencedTable(), referred, row.getBoolean(2)));
            }
        });
        return references;
    }

    private static String column(String name) {
        return "r." + Sql.quote(name);
    }
}
