package dev.tidegate.cli.command;

import dev.tidegate.mapping.id.CollectionIds;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.bson.types.ObjectId;

/** What somebody else may do to the target of the small shop, of every kind. */
final class Damage {
    private static final String SCHEMA = "\"Shop data\".";
    private static final CollectionIds CUSTOMERS = new CollectionIds("kunden", 4711);

    private final RunningShop shop;
    private final boolean isAtRest;

    /** @param isAtRest each step must find a row then; under writes the last of a kind may have been deleted */
    Damage(RunningShop shop, boolean isAtRest) {
        this.shop = shop;
        this.isAtRest = isAtRest;
    }

    void plantAll() throws SQLException {
        rows();
        children();
        edges();
        ownTables();
    }

    private void rows() throws SQLException {
        deleteOne("customers", "customer_id");
        deleteOne("products", "id");
        change("UPDATE " + SCHEMA + "customers SET name = name || ' ' WHERE " + first("customers", "customer_id", 1));
        change("UPDATE " + SCHEMA + "orders SET placed = placed + interval '1 ms' WHERE " + first("orders", "id", 1));
        change("UPDATE " + SCHEMA + "orders SET about = NULL, about_customer = NULL WHERE about IS NOT NULL");
        copy("customers", "customer_id", CUSTOMERS.uuid(new ObjectId()));
        copy("customers", "customer_id", UUID.randomUUID());
        copy("products", "id", UUID.randomUUID());
    }

    private void children() throws SQLException {
        String some = "(order_id, sku) = (SELECT order_id, sku FROM " + SCHEMA + "order_lines ORDER BY 1, 2 ";
        change("DELETE FROM " + SCHEMA + "order_lines WHERE " + some + "LIMIT 1)");
        change("UPDATE " + SCHEMA + "order_lines SET quantity = quantity + 1 WHERE " + some + "OFFSET 3 LIMIT 1)");
        copyChild("order_lines", "order_id", "sku", null);
        copyChild("order_lines", "order_id", "sku", UUID.randomUUID());
        change("INSERT INTO " + SCHEMA + "product_images SELECT product_id, 7, 'planted' FROM " + SCHEMA
                + "product_images ORDER BY 1 DESC LIMIT 1");
    }

    private void edges() throws SQLException {
        String customer = "(SELECT customer_id FROM " + SCHEMA + "customers ORDER BY 1 ";
        change("DELETE FROM " + SCHEMA + "friends WHERE (customer_id, friend_id) ="
                + " (SELECT customer_id, friend_id FROM " + SCHEMA + "friends ORDER BY 1, 2 LIMIT 1)");
        change("DELETE FROM " + SCHEMA + "product_groups WHERE (group_id, product_id) ="
                + " (SELECT group_id, product_id FROM " + SCHEMA + "product_groups ORDER BY 1, 2 LIMIT 1)");
        edge("friends", customer + "LIMIT 1)", quoted(CUSTOMERS.uuid(new ObjectId())));
        edge("friends", quoted(UUID.randomUUID()), customer + "OFFSET 2 LIMIT 1)");
        edge("friends", quoted(UUID.randomUUID()), quoted(UUID.randomUUID()));
        edge(
                "product_groups",
                "(SELECT id FROM " + SCHEMA + "select_rows ORDER BY 1 LIMIT 1)",
                quoted(UUID.randomUUID()));
        edge("product_groups", quoted(UUID.randomUUID()), "(SELECT id FROM " + SCHEMA + "products LIMIT 1)");
    }

    private void ownTables() throws SQLException {
        change(
                "DELETE FROM tidegate.unmapped WHERE id = (SELECT id FROM tidegate.unmapped ORDER BY id OFFSET 5 LIMIT 1)");
        change("UPDATE tidegate.unmapped SET fields = fields || '{\"a\": 1}'"
                + " WHERE id = (SELECT max(id::text)::uuid FROM tidegate.unmapped)");
        change("INSERT INTO tidegate.unmapped SELECT 'orders', id, '{\"a\": 1}' FROM " + SCHEMA
                + "orders ORDER BY id LIMIT 1");
        change("INSERT INTO tidegate.unmapped VALUES ('orders', " + quoted(UUID.randomUUID()) + ", '{}')");
        change("INSERT INTO tidegate.unmapped VALUES ('no such table', " + quoted(UUID.randomUUID()) + ", '{}')");
        change("DELETE FROM tidegate.dead_letter WHERE collection = 'products'");
        change("UPDATE tidegate.dead_letter SET reason = 'conflict' WHERE document_id = '\"bad line\"'");
        letter("kunden", new ObjectId().toHexString());
        letter("products", "\"SKU-5\"");
        letter("products", "no id at all {");
        letter("no such collection", "1");
        change("DELETE FROM tidegate.id_map WHERE id = (SELECT id FROM " + SCHEMA
                + "products WHERE id IN (SELECT id FROM tidegate.id_map) ORDER BY 1 LIMIT 1)");
        change("INSERT INTO tidegate.id_map VALUES (" + quoted(UUID.randomUUID()) + ", 'products', '\"nobody\"')");
    }

    private void letter(String collection, String id) throws SQLException {
        change("INSERT INTO tidegate.dead_letter (collection, document_id, stage, reason, message, stale, first_seen,"
                + " last_seen) VALUES ('" + collection + "', '" + id + "', 'transform', 'conflict', '', false, now(),"
                + " now())");
    }

    private void edge(String junction, String left, String right) throws SQLException {
        change("INSERT INTO " + SCHEMA + junction + " VALUES (" + left + ", " + right + ")");
    }

    private void deleteOne(String table, String id) throws SQLException {
        change("DELETE FROM " + SCHEMA + table + " WHERE " + first(table, id, 0));
    }

    private void copy(String table, String id, UUID as) throws SQLException {
        String name = SCHEMA + table;
        change("INSERT INTO " + name + " SELECT (jsonb_populate_record(t, jsonb_build_object('" + id + "', '" + as
                + "'))).* FROM " + name + " t ORDER BY " + id + " LIMIT 1");
    }

    /** @param parent null: the one of the row that is copied */
    private void copyChild(String table, String parent, String key, UUID as) throws SQLException {
        String name = SCHEMA + table;
        String ids = "'" + key + "', 'planted'" + (as == null ? "" : ", '" + parent + "', '" + as + "'");
        change("INSERT INTO " + name + " SELECT (jsonb_populate_record(t, jsonb_build_object(" + ids + "))).* FROM "
                + name + " t ORDER BY 1 LIMIT 1");
    }

    private static String first(String table, String id, int offset) {
        return id + " = (SELECT " + id + " FROM " + SCHEMA + table + " ORDER BY 1 OFFSET " + offset + " LIMIT 1)";
    }

    private void change(String sql) throws SQLException {
        if (shop.execute(sql.replace("select_rows", "\"select\"")) == 0 && isAtRest) {
            throw new IllegalStateException("nothing was damaged by " + sql);
        }
    }

    private static String quoted(UUID id) {
        return "'" + id + "'";
    }

    static List<String> tables() {
        return List.of("customers", "products", "orders", "order_lines", "product_images", "friends", "product_groups");
    }
}
