package dev.tidegate.operate.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.embedded.postgres.EmbeddedPostgresServer;
import dev.tidegate.mapping.ddl.Ddl;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.DocumentTable;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.difference.Subject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DocumentRowsIT {
    private static final Migration SHOP = MigrationFile.read(Path.of("../migrations/examples/shop/migration.yaml"));
    private static final CollectionMapping CUSTOMERS = SHOP.collection("kunden");
    private static final CollectionMapping PRODUCTS = SHOP.collection("products");

    private static final DocumentId BY_OBJECT_ID = DocumentId.of(new BsonObjectId(new ObjectId()));
    private static final DocumentId FRIEND = DocumentId.of(new BsonObjectId(new ObjectId()));
    private static final DocumentId BY_NAME = DocumentId.of(new BsonString("lamp"));
    private static final DocumentId OTHER_NAME = DocumentId.of(new BsonString("table"));

    private static EmbeddedPostgresServer server;
    private static Connection connection;
    private static DocumentRows rows;

    @BeforeAll
    static void fill() throws SQLException {
        server = EmbeddedPostgresServer.start();
        connection = DriverManager.getConnection(server.createDatabase("rows"));
        Ddl ddl = new Ddl(SHOP);
        for (var statements : List.of(ddl.schemas(), ddl.enumTypes(), ddl.tables(), ddl.ownTables())) {
            for (var statement : statements) {
                execute(statement.sql());
            }
        }
        rows = new DocumentRows(SHOP, connection);
        for (DocumentId product : List.of(BY_NAME, OTHER_NAME)) {
            execute("INSERT INTO \"Shop data\".products (id, title, price, labels) VALUES ('" + rowId(PRODUCTS, product)
                    + "', '', 1, '{}')");
            for (int position = 11; position >= 0; position--) {
                execute("INSERT INTO \"Shop data\".product_images VALUES ('" + rowId(PRODUCTS, product) + "', "
                        + position + ", 'u')");
            }
        }
        execute("INSERT INTO \"Shop data\".friends VALUES ('" + rowId(CUSTOMERS, BY_OBJECT_ID) + "', '"
                + rowId(CUSTOMERS, FRIEND) + "')");
        for (String table : List.of("customers", "products")) {
            execute("INSERT INTO tidegate.unmapped VALUES ('" + table + "', '" + rowId(PRODUCTS, BY_NAME) + "', '{}')");
        }
        for (String collection : List.of("kunden", "products")) {
            execute("INSERT INTO tidegate.dead_letter (collection, document_id, stage, reason, message, stale,"
                    + " first_seen, last_seen) VALUES ('" + collection + "', '\"lamp\"', 'transform', 'conflict', '',"
                    + " false, now(), now())");
        }
        execute("INSERT INTO tidegate.id_map VALUES ('" + rowId(PRODUCTS, BY_NAME) + "', 'products', '\"lamp\"')");
        execute("INSERT INTO tidegate.id_map VALUES ('" + rowId(PRODUCTS, OTHER_NAME) + "', 'products', '\"chair\"')");
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        server.close();
    }

    @Test
    void findsTheRowsOfADocumentAloneInTheOrderOfTheirKey() throws SQLException {
        assertThat(read(table(PRODUCTS, "products"), BY_NAME, "title")).hasSize(1);
        assertThat(read(table(PRODUCTS, "product_images"), BY_NAME, "position"))
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
        assertThat(read(table(PRODUCTS, "product_images"), BY_OBJECT_ID, "position"))
                .isEmpty();
    }

    @Test
    void readsRowsOfSeveralDocumentsAtOnce() throws SQLException {
        List<UUID> parents = new ArrayList<>();
        rows.each(
                table(PRODUCTS, "product_images"),
                List.of(BY_NAME, OTHER_NAME),
                List.of("r.product_id"),
                row -> parents.add(row.getObject(1, UUID.class)));
        assertThat(parents).hasSize(24).containsOnly(rowId(PRODUCTS, BY_NAME), rowId(PRODUCTS, OTHER_NAME));
    }

    @Test
    void findsAnEdgeFromTheEndThatADocumentIsAt() throws SQLException {
        DocumentTable left = DocumentTable.of(SHOP, CUSTOMERS).get(1);
        DocumentTable right = DocumentTable.of(SHOP, CUSTOMERS).get(2);
        assertThat(read(left, BY_OBJECT_ID, "friend_id"))
                .containsExactly(rowId(CUSTOMERS, FRIEND).toString());
        assertThat(read(left, FRIEND, "friend_id")).isEmpty();
        assertThat(read(right, FRIEND, "customer_id"))
                .containsExactly(rowId(CUSTOMERS, BY_OBJECT_ID).toString());
    }

    @Test
    void findsInTidegatesOwnTablesTheRowsOfTheCollection() throws SQLException {
        assertThat(read(table(PRODUCTS, "tidegate.unmapped"), BY_NAME, "table")).containsExactly("products");
        assertThat(read(table(PRODUCTS, "tidegate.dead_letter"), BY_NAME, "collection"))
                .containsExactly("products");
        assertThat(read(table(PRODUCTS, "tidegate.id_map"), BY_NAME, "document_id"))
                .containsExactly("\"lamp\"");
    }

    @Test
    void resolvesARowByItsIdOrByTheIdMap() throws SQLException {
        assertThat(rows.document(rowId(CUSTOMERS, BY_OBJECT_ID)))
                .contains(new Subject.Document("kunden", BY_OBJECT_ID));
        assertThat(rows.document(rowId(PRODUCTS, BY_NAME))).contains(new Subject.Document("products", BY_NAME));
    }

    @Test
    void resolvesNoRowThatTheIdMapNamesWrongly() throws SQLException {
        assertThat(rows.documents(List.of(UUID.randomUUID(), rowId(PRODUCTS, OTHER_NAME))))
                .isEmpty();
    }

    private static List<String> read(DocumentTable table, DocumentId document, String column) throws SQLException {
        List<String> values = new ArrayList<>();
        rows.each(table, List.of(document), List.of("r.\"" + column + '"'), row -> values.add(row.getString(1)));
        return values;
    }

    private static DocumentTable table(CollectionMapping collection, String name) {
        return DocumentTable.of(SHOP, collection).stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static UUID rowId(CollectionMapping collection, DocumentId id) {
        return id.uuid(CollectionIds.of(collection));
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
