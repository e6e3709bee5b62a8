package dev.tidegate.preflight.infer;

import com.mongodb.ReadPreference;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.tidegate.mapping.bson.ExactBson;
import dev.tidegate.preflight.PreflightProgress;
import dev.tidegate.preflight.data.DocumentBatches;
import dev.tidegate.preflight.data.ScanSettings;
import dev.tidegate.preflight.infer.evidence.IdKinds;
import dev.tidegate.preflight.source.ExistingCollection;
import dev.tidegate.transform.value.FieldPath;
import dev.tidegate.validator.source.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
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
        return run(ScannedDatabase::infer);
    }

    /**
     * Adds to a migration file what it does not say.
     *
     * @param text of a migration file that can be read
     */
    public InferredMigration update(String text) {
        return run((scanned, notCarried) -> scanned.update(text, notCarried));
    }

    private InferredMigration run(BiFunction<ScannedDatabase, List<String>, InferredMigration> result) {
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
        boolean isSample = settings.sample().isPresent();
        try (ScannedDatabase scanned = new ScannedDatabase(database.getName(), idKinds(names), isSample)) {
            progress.start(
                    names.stream()
                            .mapToLong(name -> database.getCollection(name).estimatedDocumentCount())
                            .sum(),
                    settings.sample());
            names.forEach(name -> read(name, scanned));
            progress.at("sorted ids");
            return result.apply(scanned, notCarried);
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

    private void read(String name, ScannedDatabase scanned) {
        scanned.collection(name);
        scanned.indexes(
                database.getCollection(name).listIndexes(BsonDocument.class).into(new ArrayList<>()));
        DocumentBatches batches = new DocumentBatches(database, name, pace);
        if (settings.sample().isPresent()) {
            raw(name)
                    .find()
                    .projection(Projections.include("_id"))
                    .forEach(document -> scanned.id(ExactBson.id(document)));
            batches.sample(
                    settings.sample().getAsInt(), settings.seed(), batch -> batch(name, batch, scanned, id -> {}));
        } else {
            batches.all(batch -> batch(name, batch, scanned, scanned::id));
        }
    }

    private void batch(String name, List<RawBsonDocument> batch, ScannedDatabase scanned, Consumer<BsonValue> ids) {
        if (Thread.interrupted()) {
            throw new CancellationException("interrupted while reading " + name);
        }
        for (RawBsonDocument source : batch) {
            BsonDocument document = FieldPath.decoded(source);
            ids.accept(document.get("_id"));
            scanned.document(document);
        }
        read += batch.size();
        progress.read(name, read);
    }
}
