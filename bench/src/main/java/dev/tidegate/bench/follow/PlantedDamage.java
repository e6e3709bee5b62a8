package dev.tidegate.bench.follow;

import dev.tidegate.mapping.id.CollectionIds;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Something that somebody else changes in PostgreSQL. A writer that changes the document heals it.
 *
 * @param id of the document as a mismatch names it; of an edge both
 */
record PlantedDamage(String name, String table, String id, Instant at) {
    private static final String NOBODY = "0badc0de0000000000000001";

    /** Plants one of each kind. */
    static List<PlantedDamage> plant(Connection connection) throws SQLException {
        List<PlantedDamage> planted = new ArrayList<>();
        planted.add(value(connection, "whitespace", "Users", "name", "name || ' '", 10));
        planted.add(value(connection, "value changed", "Tasks", "title", "'x' || title", 20));
        planted.add(value(connection, "value to NULL", "crm_Contacts", "email", "NULL", 30));
        planted.add(value(
                connection,
                "time off by 1 ms",
                "Documents",
                "date_created",
                "date_created + interval '1 millisecond'",
                40));
        planted.add(value(connection, "number off by one", "crm_Accounts", "__v", "__v + 1", 50));
        planted.add(missing(connection, "Boards", 11));
        planted.add(missing(connection, "crm_Opportunities", 60));
        planted.add(extra(connection));
        planted.add(edge(connection, "DocumentsToAccounts", "document_id", "account_id"));
        planted.add(edge(connection, "BoardWatchers", "board_id", "user_id"));
        return planted;
    }

    private static PlantedDamage value(
            Connection connection, String name, String table, String column, String value, int offset)
            throws SQLException {
        String row = one(
                connection,
                "SELECT id FROM \"" + table + "\" WHERE \"" + column + "\" IS NOT NULL ORDER BY id OFFSET " + offset
                        + " LIMIT 1");
        String of = " FROM \"" + table + "\" WHERE id = '" + row + "'";
        String before = one(connection, "SELECT \"" + column + "\"::text" + of);
        execute(connection, "UPDATE \"" + table + "\" SET \"" + column + "\" = " + value + " WHERE id = '" + row + "'");
        String after = one(connection, "SELECT \"" + column + "\"::text" + of);
        if (before.equals(after)) {
            throw new IllegalStateException(name + " changed nothing in " + table);
        }
        return new PlantedDamage(name, table, document(row), Instant.now());
    }

    private static PlantedDamage missing(Connection connection, String table, int offset) throws SQLException {
        String row = one(connection, "SELECT id FROM \"" + table + "\" ORDER BY id OFFSET " + offset + " LIMIT 1");
        execute(connection, "DELETE FROM \"" + table + "\" WHERE id = '" + row + "'");
        return new PlantedDamage("row missing", table, document(row), Instant.now());
    }

    private static PlantedDamage extra(Connection connection) throws SQLException {
        String row = one(connection, "SELECT tidegate.uuid_for('crm_Leads', '" + NOBODY + "')");
        execute(
                connection,
                "INSERT INTO \"crm_Leads\" SELECT (jsonb_populate_record(r, jsonb_build_object('id', '" + row
                        + "'))).* FROM \"crm_Leads\" r LIMIT 1");
        return new PlantedDamage("row too many", "crm_Leads", NOBODY, Instant.now());
    }

    private static PlantedDamage edge(Connection connection, String table, String left, String right)
            throws SQLException {
        String key = one(
                connection,
                "SELECT " + left + " || ' ' || " + right + " FROM \"" + table + "\" ORDER BY " + left + ", " + right
                        + " OFFSET 7 LIMIT 1");
        String[] ends = key.split(" ");
        String where =
                " FROM \"" + table + "\" WHERE " + left + " = '" + ends[0] + "' AND " + right + " = '" + ends[1] + "'";
        execute(connection, "DELETE" + where);
        return new PlantedDamage("edge missing", table, document(ends[0]) + " " + document(ends[1]), Instant.now());
    }

    private static String document(String rowId) {
        return CollectionIds.objectId(UUID.fromString(rowId)).toHexString();
    }

    /** The first column of the first row. */
    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new IllegalStateException("there is no row to damage: load more documents. " + sql);
            }
            return rows.getString(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (statement.executeUpdate(sql) != 1) {
                throw new IllegalStateException("not one row touched by " + sql);
            }
        }
    }
}
