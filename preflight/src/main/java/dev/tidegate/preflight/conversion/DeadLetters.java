package dev.tidegate.preflight.conversion;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import dev.tidegate.preflight.finding.Tally;
import dev.tidegate.transform.document.Derivation;
import dev.tidegate.transform.document.FieldFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The documents of one collection that the transformer's own derivation makes dead letters. */
public final class DeadLetters {
    private static final int IDS_LISTED = 100;
    private static final Pattern ORDINAL = Pattern.compile("\\.\\d+(?=\\.|$)");

    private final CollectionMapping collection;
    private final Map<Cause, Deaths> dead = new LinkedHashMap<>();
    private long deadDocuments;
    private long documents;

    private record Cause(String reason, String field) {}

    private record Deaths(Tally documents, String message) {}

    public DeadLetters(CollectionMapping collection) {
        this.collection = collection;
    }

    public void add(Derivation derived, DocumentId id) {
        documents++;
        if (derived instanceof Derivation.Failed failed) {
            deadDocuments++;
            FieldFailure failure = failed.first();
            String field = failure.field() == null
                    ? ""
                    : "." + ORDINAL.matcher(failure.field()).replaceAll("[]");
            dead.computeIfAbsent(
                            new Cause(failure.reason().code(), field),
                            first -> new Deaths(new Tally(IDS_LISTED), failure.message()))
                    .documents()
                    .add(id::display);
        }
    }

    /** How many documents would be dead letters. */
    public long documents() {
        return deadDocuments;
    }

    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        dead.forEach((cause, deaths) -> findings.add(deaths.documents()
                .finding(
                        Severity.WARNING,
                        "dead-letter",
                        collection.collection() + cause.field(),
                        cause.reason() + " (table " + collection.table() + "): " + deaths.message(),
                        "correct the documents, or change the file; each would be kept and listed in"
                                + " tidegate.dead_letter, and become rows as soon as it is good")));
        if (2 * deadDocuments > documents) {
            findings.add(new Finding(
                    Severity.BLOCKING,
                    "mostly-dead-letters",
                    collection.collection(),
                    deadDocuments,
                    List.of(),
                    deadDocuments + " of " + documents + " documents would be dead letters",
                    "the file does not describe this collection: correct it before a start"));
        }
        return findings;
    }
}
