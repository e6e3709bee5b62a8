package dev.tidegate.validator.pass;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.compare.Checked;
import dev.tidegate.validator.compare.ComparedCollection;
import dev.tidegate.validator.compare.JunctionTable;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.Difference.Kind;
import dev.tidegate.validator.difference.Kinds;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.difference.Subject.Edge;
import dev.tidegate.validator.evidence.DeadLetterRow;
import dev.tidegate.validator.evidence.IdMap;
import dev.tidegate.validator.evidence.TargetNames;
import dev.tidegate.validator.result.Tally;
import dev.tidegate.validator.target.TargetConnection;
import dev.tidegate.validator.target.TargetTable;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.BsonValue;

/** Rows that belong to no document. For one thread. */
final class Strays {
    private static final int PAGE = 1000;

    private final ComparedCollection collection;
    private final PassTools tools;
    private final Ledger ledger;

    Strays(ComparedCollection collection, PassTools tools, Ledger ledger) {
        this.collection = collection;
        this.tools = tools;
        this.ledger = ledger;
    }

    /** A row of a stretch of ids that is none of the stretch's documents'. */
    void met(String table, UUID rowId, Kind kind) {
        Subject subject = collection.ids().subject(table, rowId);
        Tally tally = table.startsWith(TidegateTables.SCHEMA + ".") ? Tally.NOTHING : Tally.of(table, 0, 1);
        var difference = new Difference(
                subject,
                table,
                collection.ids().display(rowId),
                Optional.empty(),
                Optional.empty(),
                kind,
                Kinds.NO_DOCUMENT,
                "a row",
                "no such document");
        ledger.differs(new Checked(subject, false, true, 0, tally, List.of(difference), Optional.empty()));
    }

    /** Dead letters of documents that do not exist. */
    void deadLetters(Connection connection) {
        TargetTable table = DeadLetterRow.TABLE.where("collection", collection.name());
        List<String> after = List.of();
        while (true) {
            List<String> page =
                    table.page(List.of("document_id"), List.of("text"), after, PAGE).all(connection).stream()
                            .map(row -> DeadLetterRow.of(row).documentId())
                            .toList();
            TargetConnection.endRead(connection);
            if (page.isEmpty()) {
                return;
            }
            deadLetters(page);
            after = List.of(page.get(page.size() - 1));
        }
    }

    private void deadLetters(List<String> shown) {
        var ids = new HashMap<String, BsonValue>();
        shown.forEach(text -> DocumentId.parse(text).ifPresent(id -> ids.put(text, id)));
        Set<String> existing = new HashSet<>();
        collection
                .source()
                .existing(ids.values())
                .forEach(id -> existing.add(DocumentId.of(id).display()));
        shown.stream().filter(text -> !existing.contains(text)).forEach(text -> {
            Subject subject = ids.containsKey(text)
                    ? Subject.Document.of(collection.name(), ids.get(text))
                    : new Subject.Row(TargetNames.DEAD_LETTER, text);
            var difference = Difference.of(
                    subject,
                    TargetNames.DEAD_LETTER,
                    Kind.DEAD_LETTER_EXTRA,
                    Kinds.NO_DOCUMENT,
                    "a row",
                    "no such document");
            ledger.differs(new Checked(subject, false, false, 0, Tally.NOTHING, List.of(difference), Optional.empty()));
        });
    }

    /** Rows of a collection whose row ids have no order in common with its ids: each is led back to a document. */
    void ofAnyIds(Connection connection) {
        var unresolved = new Unresolved();
        sweep(connection, entity(), collection.declared().idColumn(), Kind.EXTRA_ROW, unresolved);
        for (ChildTable child : collection.declared().children()) {
            sweep(
                    connection,
                    TargetTable.of(tools.table(child.table())),
                    child.parentColumn(),
                    Kind.EXTRA_CHILD,
                    unresolved);
        }
        TargetTable unmapped = TargetTable.of(TidegateTables.UNMAPPED)
                .where("table", collection.declared().table());
        sweep(connection, unmapped, "id", Kind.EXTRA_UNMAPPED, unresolved);
        TargetTable idMap = TargetTable.of(TidegateTables.ID_MAP).where("collection", collection.name());
        sweep(connection, idMap, "id", Kind.EXTRA_ID_MAP, unresolved);
        edges(connection, unresolved);
        unresolved.resolve();
    }

    private TargetTable entity() {
        return TargetTable.of(tools.table(collection.declared().table()));
    }

    private void sweep(Connection connection, TargetTable table, String column, Kind kind, Unresolved unresolved) {
        String name = table.table().schema().equals(TidegateTables.SCHEMA)
                ? TidegateTables.SCHEMA + "." + table.table().name()
                : table.table().name();
        for (Pages pages = new Pages(table, column, PAGE); pages.next(connection); ) {
            Map<UUID, BsonValue> documents = new IdMap(collection.declared()).documentIds(connection, pages.rowIds());
            TargetConnection.endRead(connection);
            Set<Object> existing = existing(documents);
            for (UUID rowId : pages.rowIds()) {
                BsonValue id = documents.get(rowId);
                if (id == null) {
                    unresolved.add(new UnresolvedRow(name, rowId, kind, Optional.empty()));
                } else if (!existing.contains(collection.ids().key(id))) {
                    met(name, rowId, kind);
                }
            }
        }
    }

    private Set<Object> existing(Map<UUID, BsonValue> documents) {
        Set<Object> existing = new HashSet<>();
        collection
                .source()
                .existing(Set.copyOf(documents.values()))
                .forEach(id -> existing.add(collection.ids().key(id)));
        return existing;
    }

    /** Edges whose left end is none of the documents'. */
    private void edges(Connection connection, Unresolved unresolved) {
        for (JunctionTable junction : tools.checks().junctions()) {
            if (junction.declared().left().collection().equals(collection.name())) {
                Optional<Edge> after = Optional.empty();
                List<Edge> page = junction.page(connection, after, PAGE);
                while (!page.isEmpty()) {
                    check(connection, withoutDocument(connection, page, unresolved));
                    TargetConnection.endRead(connection);
                    page = junction.page(connection, Optional.of(page.get(page.size() - 1)), PAGE);
                }
            }
        }
    }

    private List<Edge> withoutDocument(Connection connection, List<Edge> page, Unresolved unresolved) {
        List<UUID> lefts = page.stream().map(Edge::left).distinct().toList();
        Map<UUID, BsonValue> documents = new IdMap(collection.declared()).documentIds(connection, lefts);
        Set<Object> existing = existing(documents);
        var strays = new ArrayList<Edge>();
        for (Edge edge : page) {
            BsonValue id = documents.get(edge.left());
            if (id == null) {
                unresolved.add(new UnresolvedRow(edge.junction(), edge.left(), Kind.EXTRA_EDGE, Optional.of(edge)));
            } else if (!existing.contains(collection.ids().key(id))) {
                strays.add(edge);
            }
        }
        return strays;
    }

    private void check(Connection connection, List<Edge> edges) {
        if (edges.isEmpty()) {
            return;
        }
        for (Checked checked : tools.checks().check(connection, edges.get(0).junction(), edges)) {
            if (checked.agrees()) {
                ledger.agreed(checked.tally());
            } else {
                ledger.differs(checked);
            }
        }
    }

    private record UnresolvedRow(String table, UUID rowId, Kind kind, Optional<Edge> edge) {}

    /**
     * Row ids that nothing leads back. They may be a document's whose way back is lost, so all ids are looked through once
     * for many of them.
     */
    private final class Unresolved {
        private static final int AT_ONCE = 50_000;
        private final List<UnresolvedRow> rows = new ArrayList<>();

        private void add(UnresolvedRow row) {
            rows.add(row);
            if (rows.size() == AT_ONCE) {
                resolve();
            }
        }

        private void resolve() {
            if (rows.isEmpty()) {
                return;
            }
            Set<UUID> wanted = new HashSet<>();
            rows.forEach(row -> wanted.add(row.rowId()));
            collection
                    .source()
                    .only(List.of("_id"))
                    .all(batch -> batch.forEach(
                            document -> wanted.remove(collection.ids().rowId(document.get("_id")))));
            rows.stream()
                    .filter(row -> wanted.contains(row.rowId()))
                    .forEach(row -> row.edge()
                            .ifPresentOrElse(Strays.this::extraEdge, () -> met(row.table(), row.rowId(), row.kind())));
            rows.clear();
        }
    }

    private void extraEdge(Edge edge) {
        try (Connection connection = tools.connections().open()) {
            check(connection, List.of(edge));
        } catch (java.sql.SQLException e) {
            throw TargetConnection.notClosed(e);
        }
    }
}
