package dev.tidegate.preflight.data;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.mapping.reason.IdRemedy;
import dev.tidegate.mapping.reason.Reason;
import dev.tidegate.preflight.data.Crossings.Standing;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import dev.tidegate.preflight.finding.Tally;
import dev.tidegate.transform.document.CollectionRows;
import dev.tidegate.transform.document.Derivation;
import dev.tidegate.transform.document.DerivationListener;
import dev.tidegate.transform.document.ExistingIds;
import dev.tidegate.transform.document.OwnedRow;
import dev.tidegate.transform.value.Conversion;
import dev.tidegate.transform.value.EntryFilter.Fate;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Derives the rows of one collection's documents as the transformer does, and finds what becomes of their values. */
final class CollectionScan implements DerivationListener {
    private final CollectionMapping collection;
    private final CollectionRows rows;
    private final Crossings crossings;
    private final Map<String, TableScan> tables = new LinkedHashMap<>();
    private final Map<Junction.End, EdgeProbe> edges = new IdentityHashMap<>();
    private final List<EdgeProbe> edgesInOrder = new ArrayList<>();
    private final UnknownFieldsProbe unknownFields;
    private final Histogram ids;
    private final Tally unfitIds = new Tally();
    private final Tally excluded = new Tally();
    private final List<ElementsProbe> edgeElements = new ArrayList<>();
    private long documents;
    private Subject subject;

    CollectionScan(CollectionRows rows, Migration migration, Crossings crossings) {
        this.collection = rows.mapping();
        this.rows = rows;
        this.crossings = crossings;
        this.unknownFields = new UnknownFieldsProbe(collection, migration);
        this.ids = new Histogram(collection.collection() + "._id", "the id");
        table(Optional.empty(), migration);
        collection.children().forEach(child -> table(Optional.of(child), migration));
        for (int junction = 0; junction < migration.junctions().size(); junction++) {
            edges(junction, EdgeSides.Side.LEFT, migration);
            edges(junction, EdgeSides.Side.RIGHT, migration);
        }
    }

    private void table(Optional<ChildTable> child, Migration migration) {
        TableScan table = new TableScan(collection, child, migration, crossings);
        tables.put(table.table().name(), table);
    }

    private void edges(int number, EdgeSides.Side side, Migration migration) {
        Junction junction = migration.junctions().get(number);
        boolean isLeft = side == EdgeSides.Side.LEFT;
        Junction.End own = junction.end(isLeft);
        Junction.End other = junction.end(!isLeft);
        if (!own.collection().equals(collection.collection()) || own.array().isEmpty()) {
            return;
        }
        String where = collection.collection() + "." + own.array().get();
        int reference = crossings.register(HeldReference.of(
                where,
                HeldReference.ReferenceKind.EDGE,
                List.of(migration.collection(other.collection())),
                List.of(other.column())));
        EdgeProbe probe = new EdgeProbe(where, junction.table(), (holder, id) -> {
            crossings.refers(reference, other.collection(), id, holder);
            crossings.edge(number, isLeft ? holder : id, isLeft ? id : holder, side);
        });
        edgeElements.add(ElementsProbe.ofEdges(own.array().get(), where, "edges of \"" + junction.table() + "\""));
        edges.put(own, probe);
        edgesInOrder.add(probe);
    }

    /** The rows that the transformer would make of the document. */
    Derivation read(BsonDocument document, DocumentId id, ExistingIds existingIds) {
        subject = new Subject(id, rows.rowId(id.canonical()));
        Fate fate = rows.fate(document);
        if (fate.isNothing()) {
            if (fate == Fate.EXCLUDED) {
                excluded.add(id::display);
            }
            crossings.exists(collection.collection(), subject.rowId(), Standing.EXCLUDED);
            return new Derivation.Excluded();
        }
        ids.add(TypeNames.of(id.value()));
        unknownFields.read(document, subject);
        tables.values().forEach(table -> table.document(document, subject));
        edgeElements.forEach(probe -> probe.read(document, subject));
        documents++;
        Derivation derived = rows.derive(document, id.canonical(), existingIds, this);
        if (derived instanceof Derivation.Rows made) {
            tables.get(collection.table()).row(made.entity(), subject);
            made.owned().forEach(this::owned);
        } else if (((Derivation.Failed) derived).first().reason() == Reason.WRONG_ID_TYPE) {
            unfitIds.add(id::display);
        }
        crossings.exists(
                collection.collection(),
                subject.rowId(),
                derived instanceof Derivation.Rows ? Standing.CARRIED : Standing.DEAD_LETTER);
        return derived;
    }

    private void owned(OwnedRow owned) {
        Table table = rows.slots().get(owned.key().slot()).table();
        TableScan children = tables.get(table.name());
        if (children != null) {
            children.row(owned.row(), subject);
        }
    }

    @Override
    public void column(Table table, ColumnMapping column, Reading reading, Conversion conversion) {
        tables.get(table.name()).column(column, reading, conversion, subject);
    }

    @Override
    public void candidate(Table table, ColumnMapping column, CollectionMapping candidate, UUID id) {
        tables.get(table.name()).candidate(column, candidate.collection(), id, subject);
    }

    @Override
    public void edges(Junction.End own, BsonValue value, Conversion conversion) {
        edges.get(own).read(value, conversion, subject);
    }

    @Override
    public void nullElement(Table children) {
        tables.get(children.name()).nullElement(subject);
    }

    @Override
    public void absent(Table table, List<String> columns) {
        tables.get(table.name()).absent(columns, subject);
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (!unfitIds.isEmpty()) {
            findings.add(unfitIds.finding(
                    Severity.WARNING,
                    "id-type",
                    collection.collection() + "._id",
                    "an _id that is no ObjectId, in a collection with ids: objectId: a dead letter",
                    IdRemedy.anyIds(collection)));
        }
        if (!excluded.isEmpty()) {
            findings.add(excludedFinding());
        }
        findings.addAll(unknownFields.findings());
        tables.values().forEach(table -> findings.addAll(table.findings(documents)));
        edgeElements.forEach(probe -> probe.finding(documents).ifPresent(findings::add));
        edgesInOrder.forEach(edge -> findings.addAll(edge.findings()));
        return findings;
    }

    private Finding excludedFinding() {
        return documents == 0
                ? excluded.finding(
                        Severity.WARNING,
                        "all-excluded",
                        collection.collection(),
                        "'where' takes none of the documents",
                        "check the fields' names in 'where' and the types of its values: text is never equal to a number,"
                                + " nor to an ObjectId")
                : excluded.finding(
                        Severity.INFO,
                        "excluded",
                        collection.collection(),
                        "documents that 'where' does not take: they give no rows",
                        "");
    }

    List<FieldProfile> profiles() {
        List<FieldProfile> profiles = new ArrayList<>(List.of(ids.profile()));
        tables.values().forEach(table -> profiles.addAll(table.profiles()));
        edgesInOrder.forEach(edge -> profiles.addAll(edge.profiles()));
        return profiles;
    }
}
