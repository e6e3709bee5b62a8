package dev.tidegate.preflight.infer.draft;

import dev.tidegate.mapping.declaration.GeneratedName;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.preflight.infer.draft.IndexInference.Placed;
import dev.tidegate.preflight.infer.draft.JunctionDraft.End;
import dev.tidegate.preflight.infer.draft.TableBuilder.IdArrayDraft;
import dev.tidegate.preflight.infer.evidence.IdFacts;
import dev.tidegate.preflight.infer.evidence.Mirrors;
import dev.tidegate.preflight.infer.evidence.Mirrors.IdArray;
import dev.tidegate.preflight.infer.evidence.Mirrors.Mirror;
import dev.tidegate.preflight.infer.evidence.References;
import dev.tidegate.preflight.infer.shape.CollectionShape;
import dev.tidegate.preflight.infer.shape.FieldShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonType;

/** Makes a migration of what was seen of all collections. */
public final class MigrationInference {
    private final List<CollectionShape> shapes;
    private final IdFacts facts;
    private final Map<String, List<BsonDocument>> indexes;
    private final Set<String> relations = new HashSet<>();
    private final boolean isSample;
    private final References references;
    private final Set<String> anyIds;
    private final NameScope tables = NameScope.ofTables();
    private final Map<String, String> tableNames = new LinkedHashMap<>();
    private final List<TableBuilder> builders = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();

    /**
     * @param shapes in the order of the collections' numbers in the facts
     * @param indexes of each collection, as {@code listIndexes} gives them
     */
    public MigrationInference(
            List<CollectionShape> shapes, IdFacts facts, Map<String, List<BsonDocument>> indexes, boolean isSample) {
        this.shapes = shapes;
        this.indexes = indexes;
        this.facts = facts;
        this.isSample = isSample;
        this.references = new References(shapes, facts.containment());
        this.anyIds = shapes.stream()
                .filter(MigrationInference::hasOtherIds)
                .map(CollectionShape::name)
                .collect(Collectors.toSet());
        shapes.forEach(shape -> tableNames.put(shape.name(), tables.claim(shape.name())));
    }

    private static boolean hasOtherIds(CollectionShape shape) {
        return shape.ids().scalars().of(BsonType.OBJECT_ID) < shape.documents();
    }

    /** @param notCarried collections that were not read, each with the reason */
    public MigrationDraft infer(String database, List<String> notCarried) {
        shapes.forEach(this::fields);
        List<JunctionDraft> junctions = junctions();
        claimRelations(junctions);
        Set<Integer> tags = new HashSet<>();
        List<CollectionDraft> collections = new ArrayList<>();
        for (int number = 0; number < shapes.size(); number++) {
            collections.add(collection(shapes.get(number), builders.get(number), tags));
        }
        builders.forEach(builder -> questions.addAll(builder.questions()));
        long documents = shapes.stream().mapToLong(CollectionShape::documents).sum();
        return new MigrationDraft(database, collections, junctions, notCarried, questions, documents, isSample);
    }

    private void fields(CollectionShape shape) {
        TableBuilder table = new TableBuilder(tableNames.get(shape.name()));
        builders.add(table);
        table.names().claim(idColumn(shape));
        new FieldsInference(shape.name(), references, anyIds, isSample, tables)
                .fields(shape.root(), shape.documents(), true, table);
    }

    /** Where documents have a field of the default's name, the id has its own. */
    private static String idColumn(CollectionShape shape) {
        return shape.root().existing("id").isPresent() ? "_id" : "id";
    }

    /** Tables, keys and indexes of a schema share their names. */
    private void claimRelations(List<JunctionDraft> junctions) {
        List<String> names = new ArrayList<>(tableNames.values());
        builders.forEach(builder -> builder.children().forEach(child -> names.add(child.table())));
        for (JunctionDraft junction : junctions) {
            names.add(junction.table());
            for (End end : List.of(junction.left(), junction.right())) {
                relations.add(GeneratedName.of(junction.table(), end.column(), "idx"));
            }
        }
        names.forEach(name -> relations.addAll(List.of(name, GeneratedName.of(name, "pkey"))));
    }

    private CollectionDraft collection(CollectionShape shape, TableBuilder table, Set<Integer> tags) {
        List<Placed> placed = new IndexInference(
                        table.table(),
                        idColumn(shape),
                        table.columns(),
                        table.children(),
                        table.arrays().stream()
                                .map(array -> path(array.place()))
                                .collect(Collectors.toSet()),
                        relations)
                .of(indexes.getOrDefault(shape.name(), List.of()));
        return new CollectionDraft(
                shape.name(),
                table.table(),
                Optional.of(idColumn(shape)).filter(column -> !column.equals("id")),
                anyIds.contains(shape.name()),
                tag(shape.name(), tags),
                shape.documents(),
                table.columns().stream().map(this::withKeyThatHolds).toList(),
                table.children().stream()
                        .map(this::withKeysThatHold)
                        .map(child -> child.indexed(indexes(placed, Optional.of(child.table()))))
                        .toList(),
                indexes(placed, Optional.empty()),
                notes(shape, table));
    }

    private static List<IndexDraft> indexes(List<Placed> placed, Optional<String> child) {
        return placed.stream()
                .filter(each -> each.child().equals(child))
                .map(Placed::index)
                .toList();
    }

    /** A row that is missing because its document is a dead letter keeps a foreign key from being sealed. */
    private ColumnDraft withKeyThatHolds(ColumnDraft column) {
        boolean holds = column.reference().stream()
                .flatMap(reference -> reference.homes().stream())
                .noneMatch(home -> builders.get(number(home.collection())).hasDeadLetters());
        return holds ? column : column.withoutForeignKey();
    }

    private ChildDraft withKeysThatHold(ChildDraft child) {
        return child.with(child.columns().stream().map(this::withKeyThatHolds).toList());
    }

    private List<String> notes(CollectionShape shape, TableBuilder table) {
        List<String> notes = new ArrayList<>();
        notes.add(Evidence.number(shape.documents()) + (isSample ? " documents read" : " documents"));
        if (shape.documents() == 0) {
            notes.add("TODO no document: what comes later is kept in tidegate.unmapped until columns say more");
        } else if (anyIds.contains(shape.name())) {
            notes.add("_id: " + Evidence.of(shape.ids(), shape.documents()));
        }
        notes.addAll(table.notes());
        return notes;
    }

    private static Optional<Integer> tag(String collection, Set<Integer> tags) {
        int standard = CollectionIds.defaultTag(collection);
        int tag = standard;
        while (!tags.add(tag)) {
            tag = (tag + 1) & ((1 << CollectionIds.TAG_BITS) - 1);
        }
        return tag == standard ? Optional.empty() : Optional.of(tag);
    }

    private List<JunctionDraft> junctions() {
        Map<IdArray, IdArrayDraft> arrays = new LinkedHashMap<>();
        for (int owner = 0; owner < shapes.size(); owner++) {
            for (IdArrayDraft array : builders.get(owner).arrays()) {
                arrays.put(
                        new IdArray(
                                places(array.place()),
                                owner,
                                number(array.referred().collection())),
                        array);
            }
        }
        List<Long> documents = shapes.stream().map(CollectionShape::documents).toList();
        List<Mirror> mirrors =
                arrays.isEmpty() ? List.of() : Mirrors.find(facts, List.copyOf(arrays.keySet()), documents);
        List<JunctionDraft> junctions = new ArrayList<>();
        Set<IdArray> done = new HashSet<>();
        for (IdArray array : arrays.keySet()) {
            if (!done.contains(array)) {
                Optional<Mirror> mirror = mirrors.stream()
                        .filter(each -> each.one().equals(array) || each.other().equals(array))
                        .findFirst();
                done.add(array);
                mirror.ifPresent(each -> done.addAll(List.of(each.one(), each.other())));
                Optional<ColumnDraft> list = arrays.get(array).list().filter(column -> mirror.isEmpty());
                list.ifPresentOrElse(
                        builders.get(array.owner()).columns()::add,
                        () -> junctions.add(junction(array, mirror, arrays)));
            }
        }
        return junctions;
    }

    private JunctionDraft junction(IdArray array, Optional<Mirror> mirror, Map<IdArray, IdArrayDraft> arrays) {
        IdArrayDraft held = arrays.get(array);
        Optional<IdArray> back = mirror.map(each -> each.one().equals(array) ? each.other() : each.one())
                .filter(other -> !other.equals(array));
        String left = shapes.get(array.owner()).name();
        String right = shapes.get(array.target()).name();
        String path = path(held.place());
        NameScope columns = NameScope.ofColumns();
        String leftColumn = columns.claim(NameOfRow.of(left) + "_id");
        String rightColumn = columns.claim(
                array.owner() == array.target()
                        ? NameOfRow.of(held.place().fieldName()) + "_id"
                        : NameOfRow.of(right) + "_id");
        List<String> notes = new ArrayList<>(List.of(left + "." + path + ": " + held.evidence()));
        back.ifPresent(other -> notes.add(right + "." + path(arrays.get(other).place()) + ": "
                + arrays.get(other).evidence()));
        mirror.ifPresent(each -> notes.add(said(each)));
        if (mirror.isEmpty()) {
            notes.add("no array at the other end holds these edges");
        }
        return new JunctionDraft(
                tables.claim(tableNames.get(left) + "_" + path.replace('.', '_')),
                new End(left, leftColumn, Optional.of(path)),
                new End(
                        right,
                        rightColumn,
                        back.map(other -> path(arrays.get(other).place()))),
                held.isWhole()
                        && back.stream().allMatch(other -> arrays.get(other).isWhole())
                        && !builders.get(array.owner()).hasDeadLetters()
                        && !builders.get(array.target()).hasDeadLetters(),
                notes);
    }

    private String said(Mirror mirror) {
        if (mirror.one().equals(mirror.other())) {
            return Evidence.share(mirror.shared(), mirror.ofOne()) + " of the edges are there in both directions";
        }
        return "both hold " + Evidence.number(mirror.shared()) + " edges, of " + Evidence.number(mirror.ofOne())
                + " and " + Evidence.number(mirror.ofOther());
    }

    private static Set<Integer> places(FieldShape list) {
        Set<Integer> places = new HashSet<>(Set.of(list.number()));
        list.element().ifPresent(element -> places.add(element.number()));
        return places;
    }

    private static String path(FieldShape list) {
        return String.join(".", list.path());
    }

    private int number(String collection) {
        for (int number = 0; number < shapes.size(); number++) {
            if (shapes.get(number).name().equals(collection)) {
                return number;
            }
        }
        throw new IllegalArgumentException("no collection " + collection);
    }
}
