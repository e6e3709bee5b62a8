package dev.tidegate.validator.refusal;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.validator.target.UnreadableTargetException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads {@code tidegate.refused_row}. Safe for several threads. */
public final class RefusedRows {
    private static final String SELECT =
            "SELECT document_id, \"table\", row_key, deleted, stale, sqlstate, \"constraint\" FROM tidegate.refused_row"
                    + " WHERE collection = ? AND document_id = ANY (?)";

    private static final String DELETED = "SELECT row_key[1], document_id FROM tidegate.refused_row"
            + " WHERE collection = ? AND deleted AND row_key[1] = ANY (?)";
    private static final String EXISTS = "SELECT to_regclass('tidegate.refused_row') IS NOT NULL";

    private final Map<String, Table> tables = new HashMap<>();

    public RefusedRows(Migration migration) {
        migration.tablesWithTopic().forEach(table -> tables.put(table.displayName(), table));
    }

    /** By the documents' ids as their dead letters show them; a target that no sink has prepared has none. */
    public Map<String, List<RefusedRow>> of(Connection connection, String collection, Collection<String> documentIds) {
        var rows = new HashMap<String, List<RefusedRow>>();
        if (documentIds.isEmpty() || !exists(connection)) {
            return rows;
        }
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, collection);
            select.setArray(2, connection.createArrayOf("text", documentIds.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.computeIfAbsent(row.getString(1), id -> new ArrayList<>(1))
                            .add(refused(row));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** The ids of deleted documents whose rows PostgreSQL did not let go, as texts, by their row ids. */
    public static Map<UUID, String> deleted(Connection connection, String collection, Collection<UUID> rowIds) {
        var documents = new HashMap<UUID, String>();
        if (!exists(connection)) {
            return documents;
        }
        Object[] texts = rowIds.stream().map(UUID::toString).toArray();
        try (PreparedStatement select = connection.prepareStatement(DELETED)) {
            select.setString(1, collection);
            select.setArray(2, connection.createArrayOf("text", texts));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    documents.put(UUID.fromString(row.getString(1)), row.getString(2));
                }
            }
            return documents;
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static UnreadableTargetException unreadable(SQLException cause) {
        return new UnreadableTargetException("could not read tidegate.refused_row", cause);
    }

    private static boolean exists(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(EXISTS)) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private RefusedRow refused(ResultSet row) throws SQLException {
        String name = row.getString(2);
        String[] parts = (String[]) row.getArray(3).getArray();
        Table table = tables.get(name);
        var key = new ArrayList<String>();
        for (int part = 0; part < parts.length; part++) {
            boolean isKnown = table != null && part < table.primaryKey().size();
            key.add(isKnown ? KeyText.of(table.column(table.primaryKey().get(part)), parts[part]) : parts[part]);
        }
        Refusal refusal = new Refusal(row.getString(6), Optional.ofNullable(row.getString(7)));
        return new RefusedRow(name, key, row.getBoolean(4), row.getBoolean(5), refusal);
    }
}
