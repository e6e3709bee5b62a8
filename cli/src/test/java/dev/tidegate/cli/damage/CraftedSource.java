package dev.tidegate.cli.damage;

import com.mongodb.client.MongoClient;
import dev.tidegate.cli.fault.TargetRows;
import dev.tidegate.cli.fault.TransformerDerivations;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.difference.DifferenceKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.BsonDocument;

/** What NextCRM has none of: child tables, numeric and bigint columns, lists of ids. */
final class CraftedSource {
    static final Migration MIGRATION = MigrationFile.parse("crafted.yaml", """
            migration: crafted
            source: {database: crafted}
            collections:
              people: {columns: {name: text}}
              orders:
                columns:
                  total: numeric
                  big: bigint
                  friends: {type: "uuid[]", references: people}
                children:
                  lines:
                    from: lines
                    parent: order_id
                    key: {ordinal: o}
                    columns: {sku: text, amount: numeric}
            junctions:
              orderPeople:
                left: {collection: orders, column: order, array: people}
                right: {collection: people, column: person}
            """);
    private static final String ANN = "{$oid: '640000000000000000000001'}";
    private static final String BOB = "{$oid: '640000000000000000000002'}";
    private static final String FIRST = "650000000000000000000001";
    private static final String SECOND = "650000000000000000000002";
    private static final Map<String, List<BsonDocument>> DOCUMENTS = Map.of(
            "people",
            documents("{_id: " + ANN + ", name: 'Ann'}", "{_id: " + BOB + ", name: 'Bob'}"),
            "orders",
            documents(
                    "{_id: {$oid: '" + FIRST
                            + "'}, total: {$numberDecimal: '1.10'}, big: {$numberLong: '9007199254740993'},"
                            + " friends: [" + ANN + ", " + BOB + "], people: [" + ANN + "],"
                            + " lines: [{sku: 'a', amount: {$numberDecimal: '0.10'}}, {sku: 'b'}, {sku: 'c'}]}",
                    "{_id: {$oid: '" + SECOND + "'}, total: 0.1, friends: [], lines: [{sku: 'd'}, {sku: 'e'}]}",
                    "{_id: {$oid: '650000000000000000000003'}}"));

    private CraftedSource() {}

    static void fill(MongoClient client, Connection target) throws SQLException {
        TargetRows rows = new TargetRows(target, MIGRATION);
        rows.create();
        for (CollectionMapping collection : MIGRATION.collections()) {
            List<BsonDocument> documents = DOCUMENTS.get(collection.collection());
            client.getDatabase("crafted")
                    .getCollection(collection.collection(), BsonDocument.class)
                    .insertMany(documents);
            CollectionIds ids = new CollectionIds(collection.collection(), collection.tag());
            for (BsonDocument document : documents) {
                DocumentId id = DocumentId.of(document.get("_id"));
                rows.write(
                        collection,
                        id.uuid(ids),
                        id.display(),
                        new TransformerDerivations().derive(MIGRATION, collection.collection(), document, DOCUMENTS));
            }
        }
    }

    /** To the child table, one each; the plan knows entities and junctions. */
    static List<Damage> children(Target target) {
        String parent = target.rows("SELECT min(id::text) FROM orders").get(0).get(0);
        String second = target.rows("SELECT max(id::text) FROM (SELECT id FROM orders ORDER BY id LIMIT 2) o")
                .get(0)
                .get(0);
        return List.of(
                child(
                        DamageKind.CHILD_MISSING,
                        FIRST,
                        Optional.empty(),
                        DifferenceKind.MISSING_CHILD,
                        "DELETE FROM lines WHERE order_id = '" + parent + "' AND o = 2"),
                child(
                        DamageKind.CHILD_EXTRA,
                        FIRST,
                        Optional.empty(),
                        DifferenceKind.EXTRA_CHILD,
                        "INSERT INTO lines (order_id, o, sku) VALUES ('" + parent + "', 9, 'planted')"),
                child(
                        DamageKind.CHILD_VALUE,
                        FIRST,
                        Optional.of("amount"),
                        DifferenceKind.VALUE,
                        "UPDATE lines SET amount = 0.11 WHERE order_id = '" + parent + "' AND o = 0"),
                child(
                        DamageKind.CHILD_ORDER,
                        SECOND,
                        Optional.of("sku"),
                        DifferenceKind.VALUE,
                        "UPDATE lines SET sku = CASE sku WHEN 'd' THEN 'e' ELSE 'd' END WHERE order_id = '" + second
                                + "'"));
    }

    private static Damage child(
            DamageKind kind, String id, Optional<String> column, DifferenceKind expected, String sql) {
        return new Damage(kind, "lines", "lines", column, id, List.of(), expected, "", sql);
    }

    private static List<BsonDocument> documents(String... json) {
        return Stream.of(json).map(BsonDocument::parse).toList();
    }
}
