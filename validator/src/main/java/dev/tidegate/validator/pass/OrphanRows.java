package dev.tidegate.validator.pass;

import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.actual.DeadLetterRow;
import dev.tidegate.validator.actual.TargetNames;
import dev.tidegate.validator.compare.ComparedCollection;
import dev.tidegate.validator.compare.Comparison;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.difference.ValueKinds;
import dev.tidegate.validator.result.Tally;
import dev.tidegate.validator.target.TargetConnection;
import java.sql.Connection;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.BsonValue;

/** Rows that belong to no document that the pass has compared. For one thread. */
final class OrphanRows {
    private static final int PAGE = 500;

    private final ComparedCollection collection;
    private final PassTools tools;
    private final Ledger ledger;

    OrphanRows(ComparedCollection collection, PassTools tools, Ledger ledger) {
        this.collection = collection;
        this.tools = tools;
        this.ledger = ledger;
    }

    /** A row that resolves to no document, or that lies in a stretch of ids and is none of its documents'. */
    void met(String table, UUID rowId, DifferenceKind kind) {
        Subject subject = collection.ids().subject(table, rowId);
        Tally tally = table.startsWith(TidegateTables.SCHEMA + ".") ? Tally.NOTHING : Tally.of(table, 0, 1);
        var difference = new Difference(
                subject,
                table,
                collection.ids().display(rowId),
                Optional.empty(),
                Optional.empty(),
                kind,
                ValueKinds.NO_DOCUMENT,
                "a row",
                "no such document");
        ledger.differs(new Comparison(subject, false, true, 0, tally, List.of(difference), Optional.empty()));
    }

    /** Both ends of these as they are now. */
    Collection<Comparison> compare(Connection connection, Set<Subject.Document> documents) {
        if (documents.isEmpty()) {
            return List.of();
        }
        tools.pace().take(documents.size());
        Collection<Comparison> checked = tools.documents()
                .check(connection, documents, Map.of(), Set.of())
                .documents()
                .values();
        TargetConnection.endRead(connection);
        return checked;
    }

    /** Something that was not counted before. */
    void count(Comparison checked) {
        if (checked.agrees()) {
            ledger.agreed(checked.tally());
        } else {
            ledger.differs(checked);
        }
    }

    /** All dead letters, with their documents: these may be no more, or have come back since the pass was there. */
    void deadLetters(Connection connection) {
        var pages = new DeadLetterPages(collection.name(), PAGE);
        List<String> page = pages.next(connection);
        while (!page.isEmpty()) {
            TargetConnection.endRead(connection);
            deadLetters(connection, page);
            page = pages.next(connection);
        }
        TargetConnection.endRead(connection);
    }

    private void deadLetters(Connection connection, List<String> shown) {
        var ids = new HashMap<String, BsonValue>();
        var digests = new HashSet<String>();
        for (String text : shown) {
            DocumentId.parse(text).ifPresentOrElse(id -> ids.put(text, id), () -> digests.add(text));
        }
        if (!digests.isEmpty()) {
            ids.putAll(collection.source().shownAs(digests));
        }
        Set<String> existing = collection.source().existing(ids.values()).stream()
                .map(id -> DocumentId.of(id).display())
                .collect(Collectors.toSet());
        Set<String> refused = refused(connection, ids.values());
        Set<Subject.Document> documents = new LinkedHashSet<>();
        for (String text : shown) {
            if (existing.contains(text) || refused.contains(text)) {
                documents.add(Subject.Document.of(collection.name(), ids.get(text)));
            } else {
                ofNoDocument(text, Optional.ofNullable(ids.get(text)));
            }
        }
        compare(connection, documents).stream()
                .filter(checked -> !checked.agrees())
                .forEach(ledger::differsUncounted);
    }

    /** Those of which PostgreSQL refused rows: a deleted document is compared, too, for its rows may be there. */
    private Set<String> refused(Connection connection, Collection<BsonValue> ids) {
        List<DocumentId> documents = ids.stream().map(DocumentId::of).toList();
        return collection.actualRows().letters(connection, documents).values().stream()
                .filter(letter -> letter.isRefusal() && !letter.refused().isEmpty())
                .map(DeadLetterRow::documentId)
                .collect(Collectors.toSet());
    }

    private void ofNoDocument(String shown, Optional<BsonValue> id) {
        Subject subject = id.<Subject>map(known -> Subject.Document.of(collection.name(), known))
                .orElseGet(() -> new Subject.Row(TargetNames.DEAD_LETTER, shown));
        var difference = Difference.of(
                subject,
                TargetNames.DEAD_LETTER,
                DifferenceKind.DEAD_LETTER_EXTRA,
                ValueKinds.NO_DOCUMENT,
                "a row",
                "no such document");
        ledger.differs(new Comparison(subject, false, false, 0, Tally.NOTHING, List.of(difference), Optional.empty()));
    }
}
