package dev.tidegate.preflight.data;

import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.preflight.conversion.DeadLetters;
import dev.tidegate.preflight.conversion.SourceIds;
import dev.tidegate.preflight.conversion.UniqueKeys;
import dev.tidegate.preflight.data.DataReport.CollectionProfile;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.transform.document.CollectionRows;
import dev.tidegate.transform.document.Derivation;
import dev.tidegate.transform.document.ExistingIds;
import dev.tidegate.transform.value.EntryFilter.Fate;
import dev.tidegate.transform.value.FieldPath;
import dev.tidegate.validator.source.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/**
 * Reads every document once, or a sample, runs the transformer's derivation over it, and says what a migration will stumble
 * over.
 *
 * <p>Reads only. Memory does not grow with the data: what needs documents brought together is sorted in files.
 */
public final class DataCheck {
    private final MongoDatabase database;
    private final Migration migration;
    private final ScanSettings settings;
    private final ScanProgress progress;
    private long read;

    public DataCheck(MongoDatabase database, Migration migration, ScanSettings settings, ScanProgress progress) {
        this.database = database;
        this.migration = migration;
        this.settings = settings;
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
        long dead = 0;
        Pace pace = new Pace(settings.maxRate().orElse(0));
        try (Crossings crossings = new Crossings(migration);
                UniqueKeys uniqueKeys = new UniqueKeys(migration)) {
            for (String source : migration.sourceCollections()) {
                if (readable.contains(source)) {
                    List<CollectionReading> entries = migration.entriesOf(source).stream()
                            .map(entry -> new CollectionReading(entry, crossings, uniqueKeys))
                            .toList();
                    read(source, entries, new DocumentBatches(database, source, pace));
                    entries.forEach(entry -> findings.addAll(entry.findings()));
                    entries.forEach(entry -> profiles.add(entry.profile()));
                    dead += entries.stream()
                            .mapToLong(entry -> entry.deadLetters.documents())
                            .sum();
                }
            }
            progress.at("sorting what was found");
            if (settings.sample().isPresent()) {
                findings.add(notChecked());
            } else {
                findings.addAll(crossings.findings());
                findings.addAll(uniqueKeys.findings());
            }
        }
        long bytes = profiles.stream().mapToLong(CollectionProfile::bytes).sum();
        return new DataReport(findings, profiles, read, dead, bytes);
    }

    /** A collection is read once, whatever number of entries it has. */
    private void read(String source, List<CollectionReading> entries, DocumentBatches batches) {
        Consumer<List<RawBsonDocument>> each = batch -> {
            entries.forEach(entry -> entry.batch(batch));
            read += batch.size();
            progress.read(source, read);
        };
        if (settings.sample().isPresent()) {
            batches.sample(settings.sample().getAsInt(), settings.seed(), each);
        } else {
            batches.all(each);
        }
    }

    /** One entry's view of a collection that is read through. */
    private final class CollectionReading {
        private final String name;
        private final CollectionRows rows;
        private final CollectionScan scan;
        private final SizeProbe sizes;
        private final LossProbe losses;
        private final DeadLetters deadLetters;
        private final UniqueKeys uniqueKeys;

        private CollectionReading(CollectionMapping collection, Crossings crossings, UniqueKeys uniqueKeys) {
            this.name = collection.collection();
            this.rows = new CollectionRows(collection, migration);
            this.scan = new CollectionScan(rows, migration, crossings);
            this.sizes = new SizeProbe(name);
            this.losses = new LossProbe(name);
            this.deadLetters = new DeadLetters(collection);
            this.uniqueKeys = uniqueKeys;
        }

        void batch(List<RawBsonDocument> batch) {
            if (Thread.interrupted()) {
                throw new CancellationException("interrupted while reading " + name);
            }
            List<BsonDocument> documents =
                    batch.stream().map(FieldPath::decoded).toList();
            ExistingIds existingIds = SourceIds.of(documents, rows, migration, database);
            for (int i = 0; i < documents.size(); i++) {
                document(batch.get(i), documents.get(i), existingIds);
            }
        }

        private void document(RawBsonDocument source, BsonDocument document, ExistingIds existingIds) {
            DocumentId id = DocumentId.of(document.get("_id"));
            if (rows.fate(document) == Fate.ELSEWHERE) {
                scan.read(document, id, existingIds);
                return;
            }
            sizes.read(DocumentBatches.size(source), id::display);
            losses.read(source, id::display);
            Derivation derived = scan.read(document, id, existingIds);
            deadLetters.add(derived, id);
            if (derived instanceof Derivation.Rows made) {
                uniqueKeys.add(rows, rows.rowId(id.canonical()), made);
            }
        }

        List<Finding> findings() {
            List<Finding> findings = new ArrayList<>(scan.findings());
            findings.addAll(sizes.findings());
            findings.addAll(losses.findings());
            findings.addAll(deadLetters.findings());
            return findings;
        }

        CollectionProfile profile() {
            return new CollectionProfile(name, sizes.documents(), sizes.bytes(), scan.profiles());
        }
    }

    private Finding notChecked() {
        return Finding.info(
                "not-checked",
                database.getName(),
                "a sample cannot say what needs all documents: dangling references, edges that one end holds alone,"
                        + " duplicates under unique indexes. Leave --sample out for them");
    }
}
