package dev.tidegate.preflight.data;

import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.bson.ExactBson;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.preflight.data.DataReport.CollectionProfile;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.validator.source.Pace;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/**
 * Looks at every document once, or at a sample, and says what in it a migration will stumble over.
 *
 * <p>Reads only. Memory does not grow with the data: what needs documents brought together is sorted in files.
 */
public final class DataCheck {
    private final MongoDatabase database;
    private final Migration migration;
    private final ScanSettings settings;
    private final DocumentTrial trial;
    private final ScanProgress progress;
    private long read;

    public DataCheck(
            MongoDatabase database,
            Migration migration,
            ScanSettings settings,
            DocumentTrial trial,
            ScanProgress progress) {
        this.database = database;
        this.migration = migration;
        this.settings = settings;
        this.trial = trial;
        this.progress = progress;
    }

    /**
     * @param readable the collections that are there; of the others nothing is said
     * @throws com.mongodb.MongoException when MongoDB fails meanwhile
     * @throws CancellationException when the thread was interrupted
     */
    public DataReport run(Set<String> readable) {
        List<Finding> findings = new ArrayList<>();
        List<CollectionProfile> profiles = new ArrayList<>();
        Pace pace = new Pace(settings.maxRate().orElse(0));
        try (Crossings crossings = new Crossings(migration)) {
            for (CollectionMapping collection : migration.collections()) {
                if (readable.contains(collection.collection())) {
                    profiles.add(collection(collection, crossings, pace, findings));
                }
            }
            findings.addAll(settings.sample().isPresent() ? List.of(notChecked()) : crossings.findings());
        }
        long bytes = profiles.stream().mapToLong(CollectionProfile::bytes).sum();
        return new DataReport(findings, profiles, read, bytes);
    }

    private CollectionProfile collection(
            CollectionMapping collection, Crossings crossings, Pace pace, List<Finding> findings) {
        var look = new CollectionLook(collection, migration, crossings);
        var sizes = new SizeProbe(collection.collection());
        var losses = new LossProbe(collection.collection());
        var batches = new DocumentBatches(database, collection.collection(), pace);
        if (settings.sample().isPresent()) {
            batches.sample(
                    settings.sample().getAsInt(),
                    settings.seed(),
                    batch -> batch(collection, batch, look, sizes, losses));
        } else {
            batches.all(batch -> batch(collection, batch, look, sizes, losses));
        }
        findings.addAll(look.findings());
        findings.addAll(sizes.findings());
        findings.addAll(losses.findings());
        return new CollectionProfile(collection.collection(), sizes.documents(), sizes.bytes(), look.profiles());
    }

    private void batch(
            CollectionMapping collection,
            List<RawBsonDocument> batch,
            CollectionLook look,
            SizeProbe sizes,
            LossProbe losses) {
        if (Thread.interrupted()) {
            throw new CancellationException("interrupted while reading " + collection.collection());
        }
        List<BsonDocument> documents = new ArrayList<>(batch.size());
        batch.forEach(raw -> documents.add(ExactBson.withId(raw)));
        BitSet carried = trial.carried(collection, documents);
        for (int i = 0; i < documents.size(); i++) {
            DocumentId id = DocumentId.of(documents.get(i).get("_id"));
            sizes.look(DocumentBatches.size(batch.get(i)), id::display);
            losses.look(batch.get(i), id::display);
            look.look(documents.get(i), id, carried.get(i));
        }
        read += batch.size();
        progress.read(collection.collection(), read);
    }

    private Finding notChecked() {
        return Finding.info(
                "not-checked",
                database.getName(),
                "a sample cannot say what needs all documents: dangling references, edges that one end holds alone,"
                        + " duplicates under unique indexes. Leave --sample out for them");
    }
}
