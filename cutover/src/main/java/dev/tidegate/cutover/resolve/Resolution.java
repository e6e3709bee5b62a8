package dev.tidegate.cutover.resolve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.validator.integrity.ResolutionKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * One resolution: rows changed and recorded in {@code tidegate.resolution} in one transaction, which the caller ends. For one
 * thread.
 */
final class Resolution {
    private static final String RECORD = """
            INSERT INTO tidegate.resolution (number, step, policy, kind, "table", id, key, "column", target, target_id,
                before, after)
            VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?::jsonb, ?::jsonb)""";

    private final Connection connection;
    private final String policy;
    private final long number;
    private int steps;

    /** @param policy as the migration file declares it */
    Resolution(Connection connection, String policy) throws SQLException {
        this.connection = connection;
        this.policy = policy;
        try (PreparedStatement next = connection.prepareStatement("SELECT nextval('tidegate.resolution_number')");
                ResultSet row = next.executeQuery()) {
            row.next();
            this.number = row.getLong(1);
        }
    }

    long number() {
        return number;
    }

    /** @param before the row, locked */
    void setNull(RowImages rows, List<String> key, Cause cause, String before) throws SQLException {
        rows.setNull(key, cause.column());
        String after = rows.lock(key).orElseThrow();
        record(ResolutionKind.NULLED, rows.table(), UUID.fromString(key.get(0)), key, cause, before, after);
    }

    /** @param id by which the row is found in the record @param before the row, locked */
    void remove(RowImages rows, UUID id, List<String> key, Cause cause, String before) throws SQLException {
        rows.delete(key);
        record(ResolutionKind.REMOVED, rows.table(), id, key, cause, before, null);
    }

    /** @return false when there is such a row: nothing is recorded then */
    boolean insert(RowImages rows, UUID id, List<String> key, Cause cause, String image) throws SQLException {
        if (!rows.insert(image)) {
            return false;
        }
        record(
                ResolutionKind.INSERTED,
                rows.table(),
                id,
                key,
                cause,
                null,
                rows.lock(key).orElseThrow());
        return true;
    }

    private void record(
            ResolutionKind kind, Table table, UUID id, List<String> key, Cause cause, String before, String after)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(RECORD)) {
            insert.setLong(1, number);
            insert.setInt(2, ++steps);
            insert.setString(3, policy);
            insert.setString(4, kind.code());
            insert.setString(5, table.displayName());
            insert.setObject(6, id);
            insert.setString(7, json(table, key));
            insert.setString(8, cause.column());
            insert.setString(9, cause.target());
            insert.setObject(10, cause.targetId());
            insert.setString(11, before);
            insert.setString(12, after);
            insert.executeUpdate();
        }
    }

    private static String json(Table table, List<String> key) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (int part = 0; part < key.size(); part++) {
            json.put(table.primaryKey().get(part), key.get(part));
        }
        return json.toString();
    }

    /** The reference that a row was changed for; all null where it went with its document. */
    record Cause(String column, String target, UUID targetId) {
        static final Cause ITS_DOCUMENT = new Cause(null, null, null);
    }
}
