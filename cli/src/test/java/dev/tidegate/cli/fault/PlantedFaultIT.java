package dev.tidegate.cli.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.tidegate.embedded.mongo.MongoServer;
import dev.tidegate.embedded.mongo.TestMongo;
import dev.tidegate.embedded.postgres.EmbeddedPostgresServer;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.Validation;
import dev.tidegate.validator.ValidationProgress;
import dev.tidegate.validator.ValidatorConfig;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.ValidationResult;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The validator sees what a fault in the transformer does: it does not repeat it. */
@Tag("mongodb")
class PlantedFaultIT {
    private static final Migration MIGRATION = MigrationFile.parse("faults.yaml", """
            migration: faults
            source: {database: faults}
            enums: {level: [low, middle, high]}
            collections:
              people: {columns: {name: text}}
              things:
                columns:
                  name: text
                  n: integer
                  price: numeric
                  weight: numeric
                  yes: boolean
                  at: timestamp(3)
                  note: text
                  empty: text
                  lvl: level
                  tags: "text[]"
                  any: jsonb
                  rank: {type: integer, required: true, default: 7}
                  owner: {type: uuid, references: people}
                  friends: {type: "uuid[]", references: people}
                children:
                  parts:
                    from: parts
                    key: {ordinal: o}
                    columns: {code: text, made: timestamp(3)}
            junctions:
              links:
                left: {collection: things, column: thing, array: people}
                right: {collection: people, column: person, array: things}
            """);
    private static final String ANN = "640000000000000000000001";
    private static final String BOB = "640000000000000000000002";
    private static final Map<String, List<BsonDocument>> SOURCE = Map.of(
            "people",
            documents(
                    "{_id: {$oid: '" + ANN + "'}, name: 'Ann', things: [{$oid: '650000000000000000000003'}]}",
                    "{_id: {$oid: '" + BOB + "'}, name: 'Bob'}"),
            "things",
            documents(
                    "{_id: {$oid: '650000000000000000000001'}, name: 'a\\u0000b', n: 5, price: {$numberDecimal: '1.10'},"
                            + " weight: 0.1, yes: false, at: {$date: {$numberLong: '1690000000123'}}, note: ' padded ',"
                            + " empty: '', lvl: 'high', tags: ['t', null], any: {n: {$numberLong: '9007199254740993'}},"
                            + " rank: 1, owner: {$oid: '" + ANN + "'}, friends: [{$oid: '" + BOB + "'}, null],"
                            + " people: [{$oid: '" + BOB + "'}], legacy: 'kept',"
                            + " parts: [{code: 'p', made: {$date: {$numberLong: '1'}}}, {code: 'q'}]}",
                    "{_id: {$oid: '650000000000000000000002'}, n: {$numberLong: '3000000000'}}",
                    "{_id: {$oid: '650000000000000000000003'}}"));

    private static MongoServer mongo;
    private static EmbeddedPostgresServer postgres;
    private static String jdbcUrl;

    @TempDir
    private Path directory;

    @BeforeAll
    static void fillSource() {
        mongo = TestMongo.start();
        postgres = EmbeddedPostgresServer.start();
        jdbcUrl = postgres.createDatabase("faults");
        try (MongoClient client = MongoClients.create(mongo.uri())) {
            SOURCE.forEach((collection, documents) -> client.getDatabase("faults")
                    .getCollection(collection, BsonDocument.class)
                    .insertMany(documents));
        }
    }

    @AfterAll
    static void stop() {
        mongo.close();
        postgres.close();
    }

    @Test
    void theTransformerAsItIsPasses() throws SQLException {
        ValidationResult result = validate(new TransformerDerivations());
        assertThat(places(result)).isEmpty();
        assertThat(result.passes()).isTrue();
    }

    static Stream<Fault> faults() {
        return Fault.all();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void eachFaultIsSeenWhereItIs(Fault fault) throws SQLException {
        ValidationResult result = validate(FaultyTransformer.with(fault, directory));
        assertThat(places(result)).isEqualTo(new TreeSet<>(fault.found()));
        assertThat(result.passes()).isFalse();
    }

    private static Set<String> places(ValidationResult result) {
        return result.differences().stream().map(PlantedFaultIT::place).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String place(Difference difference) {
        return difference.table() + difference.column().map(name -> "." + name).orElse("") + " " + difference.kind();
    }

    private static ValidationResult validate(Derivations transformer) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
            TargetRows target = new TargetRows(connection, MIGRATION);
            target.create();
            for (CollectionMapping collection : MIGRATION.collections()) {
                CollectionIds ids = new CollectionIds(collection.collection(), collection.tag());
                for (BsonDocument document : SOURCE.get(collection.collection())) {
                    DocumentId id = DocumentId.of(document.get("_id"));
                    target.write(
                            collection,
                            id.uuid(ids),
                            id.display(),
                            transformer.derive(MIGRATION, collection.collection(), document, SOURCE));
                }
            }
        }
        var config = new ValidatorConfig(MIGRATION, mongo.uri(), jdbcUrl);
        return new Validation(config, Pipeline.AT_REST).run(new Coverage.Full(), ValidationProgress.SILENT);
    }

    private static List<BsonDocument> documents(String... json) {
        return Stream.of(json).map(BsonDocument::parse).toList();
    }
}
