package dev.tidegate.preflight.infer;

import com.mongodb.ReadPreference;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.tidegate.mapping.bson.ExactBson;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.preflight.PreflightProgress;
import dev.tidegate.preflight.data.DocumentBatches;
import dev.tidegate.preflight.data.ScanSettings;
import dev.tidegate.preflight.infer.draft.MigrationDraft;
import dev.tidegate.preflight.infer.draft.MigrationInference;
import dev.tidegate.preflight.infer.evidence.IdFacts;
import dev.tidegate.preflight.infer.evidence.IdKinds;
import dev.tidegate.preflight.infer.shape.CollectionShape;
import dev.tidegate.preflight.infer.shape.ShapeNumbers;
import dev.tidegate.preflight.infer.write.MigrationReport;
import dev.tidegate.preflight.infer.write.MigrationYaml;
import dev.tidegate.preflight.source.ExistingCollection;
import dev.tidegate.transform.value.FieldPath;
import dev.tidegate.validator.source.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;

/** Reads a database once, and infers a migration file. Reads only; memory does not grow with the documents. */
public final class InferenceRun {
    private final MongoDatabase database;
    private final ScanSettings settings;
    private final PreflightProgress progress;
    private final Pace pace;
    private final List<CollectionShape> shapes = new ArrayList<>();
    private final ShapeNumbers numbers = new ShapeNumbers();
    private long read;

    public InferenceRun(MongoDatabase database, ScanSettings settings, PreflightProgress progress) {
        this.database = database.withReadPreference(ReadPreference.secondaryPreferred());
        this.settings = settings;
        this.progress = progress;
        this.pace = new Pace(settings.maxRate().orElse(0));
    }

    /**
     * @throws com.mongodb.MongoException when MongoDB fails meanwhile
     * @throws CancellationException when the thread was interrupted
     * @throws EmptyDatabaseException when there is nothing to read
     */
    public InferredMigration run() {
        progress.at("the collections");
        List<String> names = new ArrayList<>();
        List<String> notCarried = new ArrayList<>();
        ExistingCollection.list(database).values().stream()
                .filter(collection -> !collection.isSystem())
                .forEach(collection -> collection
                        .whyNoChanges()
                        .ifPresentOrElse(
                                reason -> notCarried.add(collection.name() + " is left out: " + reason),
                                () -> names.add(collection.name())));
        if (names.isEmpty()) {
            throw new EmptyDatabaseException(database.getName());
        }
        IdKinds kinds = idKinds(names);
        try (IdFacts facts = new IdFacts(kinds)) {
            progress.start(
                    names.stream()
                            .mapToLong(name -> database.getCollection(name).estimatedDocumentCount())
                            .sum(),
                    settings.sample());
            for (int number = 0; number < names.size(); number++) {
                read(names.get(number), number, facts);
            }
            progress.at("sorting ids");
            MigrationDraft draft = new MigrationInference(
                            shapes, facts, settings.sample().isPresent())
                    .infer(database.getName(), notCarried);
            return inferred(draft);
        }
    }

    private IdKinds idKinds(List<String> names) {
        IdKinds kinds = new IdKinds();
        for (String name : names) {
            RawBsonDocument least = extreme(name, Sorts.ascending("_id"));
            RawBsonDocument greatest = extreme(name, Sorts.descending("_id"));
            if (least != null && greatest != null) {
                kinds.between(ExactBson.id(least), ExactBson.id(greatest));
            }
        }
        return kinds;
    }

    private RawBsonDocument extreme(String name, Bson order) {
        return raw(name)
                .find()
                .projection(Projections.include("_id"))
                .sort(order)
                .limit(1)
                .first();
    }

    private MongoCollection<RawBsonDocument> raw(String name) {
        return database.getCollection(name, RawBsonDocument.class);
    }

    private void read(String name, int number, IdFacts facts) {
        BsonValue[] holder = new BsonValue[1];
        CollectionShape shape =
                new CollectionShape(name, numbers, (place, value) -> facts.value(place, value, holder[0]));
        shapes.add(shape);
        DocumentBatches batches = new DocumentBatches(database, name, pace);
        boolean isSample = settings.sample().isPresent();
        if (isSample) {
            raw(name)
                    .find()
                    .projection(Projections.include("_id"))
                    .forEach(document -> facts.id(number, ExactBson.id(document)));
        }
        Consumer<List<RawBsonDocument>> reader = batch -> {
            if (Thread.interrupted()) {
                throw new CancellationException("interrupted while reading " + name);
            }
            for (RawBsonDocument source : batch) {
                BsonDocument document = FieldPath.decoded(source);
                holder[0] = document.get("_id");
                if (!isSample) {
                    facts.id(number, holder[0]);
                }
                shape.read(document, DocumentId.of(holder[0]));
            }
            read += batch.size();
            progress.read(name, read);
        };
        if (isSample) {
            batches.sample(settings.sample().getAsInt(), settings.seed(), reader);
        } else {
            batches.all(reader);
        }
    }

    private static InferredMigration inferred(MigrationDraft draft) {
        String yaml = MigrationYaml.of(draft);
        MigrationFile.parse("the inferred file", yaml);
        int references = (int) draft.collections().stream()
                .flatMap(collection -> collection.columns().stream())
                .filter(column -> column.reference().isPresent())
                .count();
        return new InferredMigration(
                yaml,
                MigrationReport.of(draft),
                draft.questions(),
                draft.collections().size(),
                references,
                draft.junctions().size());
    }
}
