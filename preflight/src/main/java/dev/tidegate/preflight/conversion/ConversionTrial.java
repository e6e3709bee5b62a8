package dev.tidegate.preflight.conversion;

import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.preflight.data.DocumentTrial;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import dev.tidegate.preflight.finding.Tally;
import dev.tidegate.transform.document.CollectionRows;
import dev.tidegate.transform.document.Derivation;
import dev.tidegate.transform.document.FieldFailure;
import dev.tidegate.transform.document.Lives;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.BsonDocument;

/** The transformer's own derivation, run over documents without writing: what would become a dead letter. */
public final class ConversionTrial implements DocumentTrial {
    private static final int IDS_LISTED = 100;
    private static final Pattern ORDINAL = Pattern.compile("\\.\\d+(?=\\.|$)");

    private final Migration migration;
    private final MongoDatabase database;
    private final UniqueKeys uniqueKeys;
    private final Map<String, CollectionRows> rows = new HashMap<>();
    private final Map<Death, Deaths> dead = new LinkedHashMap<>();
    private final Map<String, long[]> deadAndAll = new LinkedHashMap<>();

    private record Death(String collection, String reason, String field) {}

    private record Deaths(Tally documents, String message) {}

    public ConversionTrial(Migration migration, MongoDatabase database, UniqueKeys uniqueKeys) {
        this.migration = migration;
        this.database = database;
        this.uniqueKeys = uniqueKeys;
    }

    @Override
    public BitSet carried(CollectionMapping collection, List<BsonDocument> batch) {
        CollectionRows derivation =
                rows.computeIfAbsent(collection.collection(), name -> new CollectionRows(collection, migration));
        Lives lives = LiveIds.of(batch, derivation, database);
        BitSet carried = new BitSet();
        for (int i = 0; i < batch.size(); i++) {
            DocumentId id = DocumentId.of(batch.get(i).get("_id"));
            carried.set(i, isCarried(derivation, batch.get(i), id, lives));
        }
        long[] counts = deadAndAll.computeIfAbsent(collection.collection(), name -> new long[2]);
        counts[0] += batch.size() - carried.cardinality();
        counts[1] += batch.size();
        return carried;
    }

    private boolean isCarried(CollectionRows derivation, BsonDocument document, DocumentId id, Lives lives) {
        Derivation derived = derivation.derive(document, id.canonical(), lives);
        if (derived instanceof Derivation.Rows made) {
            uniqueKeys.add(derivation, derivation.rowId(id.canonical()), made);
            return true;
        }
        FieldFailure failure = ((Derivation.Failed) derived).first();
        String field = failure.field() == null
                ? ""
                : "." + ORDINAL.matcher(failure.field()).replaceAll("[]");
        Death death =
                new Death(derivation.mapping().collection(), failure.reason().code(), field);
        dead.computeIfAbsent(death, first -> new Deaths(new Tally(IDS_LISTED), failure.message()))
                .documents()
                .add(id::display);
        return false;
    }

    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        dead.forEach((death, deaths) -> findings.add(deaths.documents()
                .finding(
                        Severity.WARNING,
                        "dead-letter",
                        death.collection() + death.field(),
                        death.reason() + " (table "
                                + migration.collection(death.collection()).table() + "): " + deaths.message(),
                        "correct the documents, or change the file; each would be kept and listed in"
                                + " tidegate.dead_letter, and become rows as soon as it is good")));
        deadAndAll.forEach((collection, counts) ->
                mostlyDead(collection, counts[0], counts[1]).ifPresent(findings::add));
        return findings;
    }

    private static Optional<Finding> mostlyDead(String collection, long dead, long all) {
        return 2 * dead <= all
                ? Optional.empty()
                : Optional.of(new Finding(
                        Severity.BLOCKING,
                        "mostly-dead-letters",
                        collection,
                        dead,
                        List.of(),
                        dead + " of " + all + " documents would be dead letters",
                        "the file does not describe this collection: correct it before a start"));
    }
}
