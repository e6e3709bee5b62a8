package dev.tidegate.operate.explain;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.bson.ExactBson;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.MongoAddress;
import dev.tidegate.operate.address.TargetConnection;
import dev.tidegate.operate.explain.Explained.Cell;
import dev.tidegate.operate.resend.GivenId;
import dev.tidegate.validator.PointComparison;
import dev.tidegate.validator.ValidatorConfig;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.source.IdLookup;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/** Follows one id through MongoDB, Kafka and PostgreSQL. Reads only. */
public final class Explainer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SEARCH = Duration.ofSeconds(20);

    private final Migration migration;
    private final boolean withValues;
    private final MongoClient client;
    private final Connection connection;
    private final PointComparison comparison;
    private final RawRecordSearch raw;
    private final TargetRowsOf target;

    /** @throws SQLException when PostgreSQL does not answer */
    public Explainer(Migration migration, Addresses addresses, boolean withValues) throws SQLException {
        this.migration = migration;
        this.withValues = withValues;
        PostgresAddress postgres = PostgresAddress.parse(addresses.postgres());
        this.connection = TargetConnection.open(postgres);
        this.client = MongoClients.create(MongoAddress.settings(addresses.mongodb(), PATIENCE));
        this.comparison = new PointComparison(
                new ValidatorConfig(migration, addresses.mongodb(), TargetConnection.jdbcUrl(postgres)));
        this.raw = new RawRecordSearch(migration, addresses.kafka(), SEARCH);
        this.target = new TargetRowsOf(migration, connection, withValues);
    }

    /** Each collection in which there is anything of an ObjectId. */
    public List<Explained> explain(ObjectId id) throws SQLException {
        List<Explained> found = new ArrayList<>();
        for (CollectionMapping collection : migration.collections()) {
            Explained explained = explain(collection, new BsonObjectId(id));
            if (explained.isAnywhere()) {
                found.add(explained);
            }
        }
        return found;
    }

    /** The document that a row id was made of; empty when neither its bits nor {@code tidegate.id_map} tell. */
    public Optional<Explained> explain(UUID rowId) throws SQLException {
        List<GivenId> given = GivenId.ofRow(rowId, migration, connection);
        return given.isEmpty()
                ? Optional.empty()
                : Optional.of(explain(
                        migration.collection(given.get(0).collection().orElseThrow()),
                        given.get(0).id()));
    }

    private Explained explain(CollectionMapping collection, BsonValue value) throws SQLException {
        DocumentId id = DocumentId.of(value);
        UUID rowId = id.uuid(new CollectionIds(collection.collection(), collection.tag()));
        List<BsonDocument> documents = new ArrayList<>();
        new IdLookup(client.getDatabase(migration.source().database()), collection.collection())
                .find(List.of(value), new BsonDocument(), found -> documents.add(ExactBson.withId(found)));
        Optional<BsonDocument> document =
                documents.stream().filter(found -> isOf(found, id)).findFirst();
        return new Explained(
                collection.collection(),
                collection.table(),
                id.display(),
                rowId,
                document.map(this::cells),
                raw.find(collection.collection(), id),
                target.rows(collection, id, rowId),
                target.edges(collection, rowId),
                target.references(collection, rowId),
                differences(new Subject.Document(collection.collection(), id)));
    }

    /** MongoDB also finds a document whose id is equal to it alone, and another to the migration. */
    private static boolean isOf(BsonDocument document, DocumentId id) {
        return DocumentId.of(document.get("_id")).canonical().equals(id.canonical());
    }

    private List<Difference> differences(Subject.Document subject) {
        List<Difference> differences = new ArrayList<>();
        comparison.differing(Set.of(subject)).forEach(each -> differences.addAll(each.differences()));
        return differences;
    }

    private Map<String, Cell> cells(BsonDocument document) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        document.forEach((name, value) -> cells.put(
                name,
                new Cell(
                        kind(value),
                        withValues ? Optional.of(DocumentId.of(value).display()) : Optional.empty())));
        return cells;
    }

    private static String kind(BsonValue value) {
        String name = value.getBsonType().name().toLowerCase(Locale.ROOT).replace("_", "");
        return value.isArray() ? "array of " + value.asArray().size() : name;
    }

    @Override
    public void close() throws SQLException {
        raw.close();
        comparison.close();
        client.close();
        connection.close();
    }
}
