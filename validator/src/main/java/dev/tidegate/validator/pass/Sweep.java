package dev.tidegate.validator.pass;

import dev.tidegate.mapping.declaration.DocumentTable;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.TableKind;
import dev.tidegate.validator.actual.IdMap;
import dev.tidegate.validator.compare.ComparedCollection;
import dev.tidegate.validator.compare.JunctionTable;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.difference.Subject.Edge;
import dev.tidegate.validator.identity.OwnRows;
import dev.tidegate.validator.sort.Fact;
import dev.tidegate.validator.sort.SortedFacts;
import dev.tidegate.validator.target.TargetConnection;
import dev.tidegate.validator.target.TargetTable;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.BsonValue;

/**
 * Goes through all rows of a collection whose row ids have no order in common with its ids, behind the pass over its
 * documents. A row whose document the pass has compared was met with it. The others' documents are compared now: they are
 * no more, or were not there yet. For one thread.
 */
final class Sweep {
    private static final int PAGE = 1000;
    private static final int ORPHANS_IN_MEMORY = 20_000;

    private final ComparedCollection collection;
    private final PassTools tools;
    private final OrphanRows orphanRows;
    private final List<SweptTable> tables = new ArrayList<>();

    private record SweptTable(DocumentTable declared, TargetTable rows) {
        static SweptTable of(DocumentTable declared, Migration migration) {
            TargetTable all = TargetTable.of(declared.table());
            boolean mayBeShared = declared.kind() == TableKind.ENTITY || declared.kind() == TableKind.UNMAPPED;
            TargetTable rows =
                    mayBeShared ? OwnRows.of(all, declared.idColumn(), declared.collection(), migration) : all;
            return new SweptTable(
                    declared,
                    declared.owner()
                            .map(owner -> rows.where(owner.column(), owner.name()))
                            .orElse(rows));
        }
    }

    Sweep(ComparedCollection collection, PassTools tools, OrphanRows orphanRows) {
        this.collection = collection;
        this.tools = tools;
        this.orphanRows = orphanRows;
        DocumentTable.of(tools.migration(), collection.declared()).stream()
                .filter(DocumentTable::isByRowId)
                .map(declared -> SweptTable.of(declared, tools.migration()))
                .forEach(tables::add);
    }

    void run(Connection connection, ComparedIds compared) {
        try (var found = new SortedFacts(ORPHANS_IN_MEMORY)) {
            for (int table = 0; table < tables.size(); table++) {
                find(connection, table, compared.walk(), found);
            }
            judge(connection, found.sorted());
        }
        edges(connection, compared);
    }

    /** One fact for each row that was not met. */
    private void find(Connection connection, int table, ComparedIds.Walk compared, SortedFacts found) {
        long rows = 0;
        SweptTable swept = tables.get(table);
        for (Pages pages = new Pages(swept.rows(), swept.declared().idColumn(), PAGE); pages.next(connection); ) {
            TargetConnection.endRead(connection);
            for (UUID rowId : pages.rowIds()) {
                if (!compared.contains(rowId)) {
                    found.add(new Fact(0, rowId, new UUID(0, rows++), table));
                }
            }
        }
    }

    private void judge(Connection connection, Iterator<Fact> found) {
        Map<UUID, List<DocumentTable>> some = new LinkedHashMap<>();
        while (found.hasNext()) {
            Fact row = found.next();
            if (some.size() == PAGE && !some.containsKey(row.subject())) {
                judge(connection, some);
                some.clear();
            }
            some.computeIfAbsent(row.subject(), rowId -> new ArrayList<>(1))
                    .add(tables.get(row.tag()).declared());
        }
        if (!some.isEmpty()) {
            judge(connection, some);
        }
    }

    private void judge(Connection connection, Map<UUID, List<DocumentTable>> rows) {
        Map<UUID, BsonValue> ids = new IdMap(collection.declared()).documentIds(connection, rows.keySet());
        Set<Subject.Document> documents = new LinkedHashSet<>();
        ids.values().forEach(id -> documents.add(Subject.Document.of(collection.name(), id)));
        orphanRows.compare(connection, documents).forEach(orphanRows::count);
        rows.forEach((rowId, met) -> {
            if (!ids.containsKey(rowId)) {
                met.forEach(table -> orphanRows.met(table.name(), rowId, DifferenceKind.extra(table.kind())));
            }
        });
    }

    /** Those whose left end is none of the documents that were compared. */
    private void edges(Connection connection, ComparedIds compared) {
        for (JunctionTable junction : tools.checks().junctions()) {
            if (junction.declared().left().collection().equals(collection.name())) {
                ComparedIds.Walk walk = compared.walk();
                Optional<Edge> last = Optional.empty();
                for (List<Edge> page = junction.page(connection, last, PAGE); !page.isEmpty(); ) {
                    List<Edge> notMet = page.stream()
                            .filter(edge -> !walk.contains(edge.left()))
                            .toList();
                    if (!notMet.isEmpty()) {
                        tools.checks()
                                .check(connection, junction.declared().table(), notMet)
                                .forEach(orphanRows::count);
                    }
                    TargetConnection.endRead(connection);
                    last = Optional.of(page.get(page.size() - 1));
                    page = junction.page(connection, last, PAGE);
                }
            }
        }
    }
}
