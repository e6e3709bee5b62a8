package dev.tidegate.operate.explain;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.bson.ExactBson;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.Unmatched;
import dev.tidegate.mapping.declaration.DocumentTable;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.TableKind;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.MongoAddress;
import dev.tidegate.operate.address.TargetConnection;
import dev.tidegate.operate.explain.Explained.Cell;
import dev.tidegate.operate.explain.Explained.Edge;
import dev.tidegate.operate.explain.Explained.Rows;
import dev.tidegate.operate.explain.Explained.ShownReference;
import dev.tidegate.operate.rows.DocumentRows;
import dev.tidegate.validator.PointComparison;
import dev.tidegate.validator.ValidatorConfig;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.difference.ValueKinds;
import dev.tidegate.validator.document.EntryRule;
import dev.tidegate.validator.source.IdLookup;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
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
    private final DocumentRows documents;
    private final ShownRows shown;

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
        this.documents = new DocumentRows(migration, connection);
        this.shown = new ShownRows(migration, documents, withValues);
    }

    /** Each collection in which there is anything of an ObjectId. */
    public List<Explained> explain(ObjectId id) throws SQLException {
        List<Explained> found = new ArrayList<>();
        for (CollectionMapping collection : migration.collections()) {
            Explained explained = explain(collection, DocumentId.of(new BsonObjectId(id)));
            if (explained.isAnywhere() && !isOnlyElsewhere(collection, explained)) {
                found.add(explained);
            }
        }
        return found;
    }

    /** The document of a row; empty when there is no way from the row id to one. */
    public Optional<Explained> explain(UUID rowId) throws SQLException {
        Optional<Subject.Document> document = documents.document(rowId);
        if (document.isEmpty()) {
            return Optional.empty();
        }
        String source = migration.collection(document.get().collection()).source();
        Optional<Explained> ofFirst = Optional.empty();
        for (CollectionMapping entry : migration.entriesOf(source)) {
            Explained explained = explain(entry, document.get().id());
            if (!explained.excluded() && explained.isAnywhere()) {
                return Optional.of(explained);
            }
            ofFirst = ofFirst.or(() -> Optional.of(explained));
        }
        return ofFirst;
    }

    /** Of a document that another entry of its collection takes. */
    private boolean isOnlyElsewhere(CollectionMapping entry, Explained explained) {
        return entry.entry().unmatched() == Unmatched.OF_FIRST
                && explained.excluded()
                && explained.differences().isEmpty()
                && explained.rows().stream().allMatch(rows -> rows.rows().isEmpty());
    }

    private Explained explain(CollectionMapping collection, DocumentId id) throws SQLException {
        List<Rows> rows = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        List<ShownReference> references = new ArrayList<>();
        for (DocumentTable table : DocumentTable.of(migration, collection)) {
            if (table.kind() == TableKind.JUNCTION) {
                edges.addAll(shown.edges(table, id));
            } else {
                rows.add(shown.rows(table, id));
                references.addAll(shown.references(table, id));
            }
        }
        Optional<BsonDocument> document = document(collection, id);
        return new Explained(
                collection.collection(),
                collection.table(),
                id.display(),
                id.uuid(CollectionIds.of(collection)),
                document.map(this::cells),
                document.filter(each -> !new EntryRule(collection).isOfEntry(each))
                        .isPresent(),
                raw.find(collection.source(), id),
                rows,
                edges,
                references,
                differences(new Subject.Document(collection.collection(), id)));
    }

    private Optional<BsonDocument> document(CollectionMapping collection, DocumentId id) {
        List<BsonDocument> found = new ArrayList<>();
        new IdLookup(client.getDatabase(migration.source().database()), collection.source())
                .find(List.of(id.value()), new BsonDocument(), document -> found.add(ExactBson.withId(document)));
        return found.stream().filter(document -> isOf(document, id)).findFirst();
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
                        ValueKinds.of(value),
                        withValues ? Optional.of(DocumentId.of(value).display()) : Optional.empty())));
        return cells;
    }

    @Override
    public void close() throws SQLException {
        raw.close();
        comparison.close();
        client.close();
        connection.close();
    }
}
