package dev.tidegate.preflight.data;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.mapping.reason.ColumnRemedies;
import dev.tidegate.mapping.reason.IdRemedy;
import dev.tidegate.preflight.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonDocument;

/** All that is looked at in the documents of one collection. Confined to one thread. */
final class CollectionLook {
    private final CollectionMapping collection;
    private final Migration migration;
    private final Crossings crossings;
    private final List<ElementProbe> documentProbes = new ArrayList<>();
    private final List<ChildLook> children = new ArrayList<>();
    private final List<ColumnProbe> columns = new ArrayList<>();
    private final List<EdgeProbe> edges = new ArrayList<>();
    private final Histogram ids;

    private record ChildLook(ChildElements elements, List<ElementProbe> probes) {}

    CollectionLook(CollectionMapping collection, Migration migration, Crossings crossings) {
        this.collection = collection;
        this.migration = migration;
        this.crossings = crossings;
        this.ids = new Histogram(collection.collection() + "._id", "the id", fit -> IdRemedy.anyIds(collection));
        documentProbes.addAll(columnProbes(
                collection.columns(), collection.collection() + ".", collection.table(), ColumnRemedies::of));
        documentProbes.add(new UnknownFieldsProbe(collection, migration));
        collection.requireAnyOf().forEach(group -> documentProbes.add(new RequiredGroupProbe(collection, group)));
        for (int junction = 0; junction < migration.junctions().size(); junction++) {
            edgeProbes(junction);
        }
        collection.children().forEach(this::child);
    }

    void look(BsonDocument document, DocumentId id, boolean carried) {
        Subject subject = new Subject(id, ReferencedIds.rowId(collection, id));
        boolean fits = id.isObjectId() || collection.ids() == IdKind.ANY;
        ids.add(new Sight(KindNames.of(id.value()), fits ? Fit.EXACT : Fit.WRONG), subject);
        documentProbes.forEach(probe -> probe.look(document, subject));
        for (ChildLook child : children) {
            for (BsonDocument element : child.elements().of(document)) {
                child.probes().forEach(probe -> probe.look(element, subject));
            }
        }
        crossings.exists(collection.collection(), subject.rowId(), carried);
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        ids.findings().forEach(finding -> findings.add(idType(finding)));
        documentProbes.forEach(probe -> findings.addAll(probe.findings()));
        children.forEach(child -> child.probes().forEach(probe -> findings.addAll(probe.findings())));
        return findings;
    }

    List<FieldProfile> profiles() {
        List<FieldProfile> profiles = new ArrayList<>(List.of(ids.profile()));
        columns.forEach(column -> profiles.addAll(column.profiles()));
        edges.forEach(edge -> profiles.addAll(edge.profiles()));
        return profiles;
    }

    private static Finding idType(Finding wrong) {
        return new Finding(
                wrong.severity(),
                "id-type",
                wrong.where(),
                wrong.count(),
                wrong.examples(),
                "an _id that is no ObjectId, in a collection with ids: objectId: a dead letter",
                wrong.remedy());
    }

    private void child(ChildTable child) {
        String prefix = collection.collection() + "." + child.field() + "[].";
        List<ColumnMapping> scalars = child.columns().stream()
                .filter(column ->
                        child.scalarColumn().filter(column.column()::equals).isPresent())
                .toList();
        Function<ColumnMapping, ColumnRemedies> remedies = column -> ColumnRemedies.of(column, child);
        List<ElementProbe> probes = new ArrayList<>(
                scalars.isEmpty()
                        ? columnProbes(child.columns(), prefix, child.table(), remedies)
                        : columnProbes(
                                remedies.apply(scalars.get(0)), List.of(ChildElements.SCALAR), prefix, child.table()));
        children.add(new ChildLook(new ChildElements(child), probes));
    }

    private List<ElementProbe> columnProbes(
            List<ColumnMapping> mappings,
            String prefix,
            String tableName,
            Function<ColumnMapping, ColumnRemedies> remedies) {
        List<ElementProbe> probes = new ArrayList<>();
        mappings.stream()
                .filter(column -> !column.fields().isEmpty())
                .forEach(column ->
                        probes.addAll(columnProbes(remedies.apply(column), column.fields(), prefix, tableName)));
        Table table = migration.table(tableName);
        table.indexes().forEach(index -> IndexProbe.of(index, table, mappings).ifPresent(probes::add));
        return probes;
    }

    private List<ElementProbe> columnProbes(
            ColumnRemedies remedies, List<String> fields, String prefix, String tableName) {
        List<ElementProbe> probes = new ArrayList<>();
        ColumnProbe probe = new ColumnProbe(remedies, fields, prefix, migration);
        columns.add(probe);
        probes.add(probe);
        reference(remedies.column(), fields, prefix, migration.table(tableName)).ifPresent(probes::add);
        return probes;
    }

    private Optional<ElementProbe> reference(ColumnMapping column, List<String> fields, String prefix, Table table) {
        return column.reference().map(reference -> {
            List<CollectionMapping> candidates =
                    ReferencedIds.of(reference, migration).candidates();
            boolean hasKey =
                    table.foreignKeys().stream().anyMatch(key -> key.column().equals(column.column()));
            int number = crossings.register(HeldReference.of(
                    prefix + String.join("|", fields),
                    hasKey ? HeldReference.Kind.FOREIGN_KEY : HeldReference.Kind.PLAIN,
                    candidates,
                    reference.candidates().stream()
                            .map(candidate -> candidate.column())
                            .toList()));
            ColumnEye eye = ColumnEye.of(column, migration);
            var field = new FieldOfSeveral(eye, fields.stream().map(Steps::of).toList());
            return new ReferenceProbe(field, candidates, eye.isList(), number, crossings);
        });
    }

    private void edgeProbes(int number) {
        Junction junction = migration.junctions().get(number);
        edgeProbe(number, junction, junction.left(), junction.right(), EdgeSides.Side.LEFT);
        edgeProbe(number, junction, junction.right(), junction.left(), EdgeSides.Side.RIGHT);
    }

    private void edgeProbe(
            int number, Junction junction, Junction.End end, Junction.End otherEnd, EdgeSides.Side side) {
        if (!end.collection().equals(collection.collection()) || end.array().isEmpty()) {
            return;
        }
        String field = end.array().get();
        String where = collection.collection() + "." + field;
        CollectionMapping other = migration.collection(otherEnd.collection());
        int reference = crossings.register(
                HeldReference.of(where, HeldReference.Kind.EDGE, List.of(other), List.of(otherEnd.column())));
        EdgeProbe probe = new EdgeProbe(field, where, junction.table(), other, (holder, id) -> {
            crossings.refers(reference, other, id, holder);
            boolean isLeft = side == EdgeSides.Side.LEFT;
            crossings.edge(number, isLeft ? holder : id, isLeft ? id : holder, side);
        });
        edges.add(probe);
        documentProbes.add(probe);
    }
}
