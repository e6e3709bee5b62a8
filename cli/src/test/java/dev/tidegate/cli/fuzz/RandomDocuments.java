package dev.tidegate.cli.fuzz;

import dev.tidegate.cli.fuzz.RawValue.Field;
import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.SourcePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Documents for the declarations of a migration: most fit, some in all but one field, some in nothing. */
final class RandomDocuments {
    private enum Mood {
        GOOD,
        ONE_BAD,
        WILD
    }

    private final Migration migration;
    private final Random random;
    private final RandomNames names;
    private final RandomValues values;
    private final GrowingValues growing;
    private final Map<String, List<RawValue>> ids = new LinkedHashMap<>();

    /** What the array of an end was last seen to hold, by any version of a document. */
    private final Map<Junction.End, List<Edge>> held = new HashMap<>();

    private record Edge(RawValue from, RawValue to) {}

    /** They take long, so that most rounds have none. */
    private int growingOnesLeft;

    RandomDocuments(Migration migration, Random random, RandomNames names) {
        this.migration = migration;
        this.random = random;
        this.names = names;
        this.values = new RandomValues(random, names);
        this.growing = new GrowingValues(random);
        this.growingOnesLeft = random.nextInt(5) == 0 ? 1 + random.nextInt(5) : 0;
        migration.collections().forEach(each -> ids.put(each.collection(), new ArrayList<>()));
    }

    RawValue newId(CollectionMapping collection) {
        boolean isObjectId = collection.ids() == IdKind.OBJECT_ID ? random.nextInt(40) > 0 : random.nextInt(3) == 0;
        RawValue id = isObjectId ? RawValue.objectId(values.objectId()) : otherId();
        ids.get(collection.collection()).add(id);
        return id;
    }

    /** The same to MongoDB, in another form now and then: 1 may come as 1.0. */
    RawValue sameId(RawValue id) {
        return random.nextInt(4) == 0 ? values.sameNumber(id) : id;
    }

    private RawValue otherId() {
        return random.nextInt(300) == 0 ? growing.id() : values.id();
    }

    RawValue document(CollectionMapping collection, RawValue id) {
        return RawValue.document(fields(collection, id));
    }

    /** A few fields that {@code $set} can name. */
    RawValue someFields(CollectionMapping collection, RawValue id) {
        List<Field> fields = new ArrayList<>();
        Set<String> seen = new HashSet<>(Set.of("_id"));
        for (Field field : fields(collection, id)) {
            String name = new String(field.name(), StandardCharsets.UTF_8);
            boolean isPlain = !name.isEmpty() && !name.contains("$") && !name.contains(".");
            if (isPlain && seen.add(name) && fields.size() < 3 && random.nextBoolean()) {
                fields.add(field);
            }
        }
        return RawValue.document(fields);
    }

    /** The id comes first, as MongoDB stores it. */
    private List<Field> fields(CollectionMapping collection, RawValue id) {
        Mood mood = List.of(Mood.GOOD, Mood.GOOD, Mood.GOOD, Mood.ONE_BAD, Mood.WILD)
                .get(random.nextInt(5));
        Tree tree = new Tree();
        int bad = random.nextInt(
                Math.max(1, collection.columns().size() + collection.children().size()));
        int number = 0;
        if (growingOnesLeft > 0 && random.nextInt(30) == 0) {
            growingOnesLeft--;
            growing(tree, collection);
        }
        for (ColumnMapping column : collection.columns()) {
            put(tree, column, isBad(mood, number++ == bad));
        }
        for (ChildTable child : collection.children()) {
            tree.put(child.field(), children(child, isBad(mood, number++ == bad)));
        }
        for (Junction junction : migration.junctions()) {
            edges(tree, collection.collection(), id, junction.left(), junction.right());
            edges(tree, collection.collection(), id, junction.right(), junction.left());
        }
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("_id", id));
        fields.addAll(tree.fields());
        for (int more = random.nextInt(3); more > 0; more--) {
            fields.add(new Field(nonId(names.field()), values.any(4)));
        }
        if (random.nextInt(40) == 0 && fields.size() > 1) {
            fields.add(new Field(fields.get(1).name(), values.any(2))); // a second of that name
        }
        if (random.nextInt(400) == 0) {
            fields.add(
                    new Field("big", RawValue.string(values.text().concat("x").repeat(1 + random.nextInt(300)))));
        }
        return fields;
    }

    /** One field, declared or not; it comes first, and no other value takes its place. */
    private void growing(Tree tree, CollectionMapping collection) {
        Map<String, Supplier<RawValue>> places = new LinkedHashMap<>();
        places.put(nonId(names.pathPart()), growing::value);
        collection
                .columns()
                .forEach(column -> column.fields().forEach(path -> places.put(path, () -> growing(column))));
        collection
                .children()
                .forEach(child -> places.put(child.field(), () -> growing.array(() -> element(child, false))));
        for (Junction junction : migration.junctions()) {
            growingEdges(places, collection.collection(), junction.left(), junction.right());
            growingEdges(places, collection.collection(), junction.right(), junction.left());
        }
        String path = values.pick(List.copyOf(places.keySet()));
        tree.put(path, places.get(path).get());
    }

    private RawValue growing(ColumnMapping column) {
        boolean isList = column.type().isList();
        return isList ? growing.array(() -> value(column, false)) : growing.value();
    }

    private void growingEdges(
            Map<String, Supplier<RawValue>> places, String collection, Junction.End end, Junction.End other) {
        if (end.collection().equals(collection)) {
            end.array().ifPresent(path -> places.put(path, () -> growing.array(() -> reference(other.collection()))));
        }
    }

    private static String nonId(String name) {
        return name.equals("_id") ? "_id2" : name;
    }

    private boolean isBad(Mood mood, boolean isChosen) {
        return mood == Mood.WILD ? random.nextInt(3) == 0 : mood == Mood.ONE_BAD && isChosen;
    }

    private void put(Tree tree, ColumnMapping column, boolean isBad) {
        for (String path : column.fields()) {
            boolean isLeftOut = !column.required() && random.nextInt(8) == 0 || isBad && random.nextInt(4) == 0;
            if (!isLeftOut) {
                tree.put(path, value(column, isBad));
            }
        }
    }

    private RawValue value(ColumnMapping column, boolean isBad) {
        if (isBad) {
            return values.any(3);
        }
        if (!column.valueMap().isEmpty() && random.nextInt(4) == 0) {
            return RawValue.string(values.pick(List.copyOf(column.valueMap().keySet())));
        }
        if (column.reference().isPresent()) {
            String collection =
                    values.pick(column.reference().get().candidates()).collection();
            return column.type().kind() == ColumnKind.UUID ? reference(collection) : references(collection);
        }
        return values.fitting(column.type(), migration.enums());
    }

    private RawValue children(ChildTable child, boolean isBad) {
        List<RawValue> elements = new ArrayList<>();
        for (int count = random.nextInt(5); count > 0; count--) {
            boolean isNull = random.nextInt(25) == 0;
            elements.add(isNull ? RawValue.NOTHING : element(child, isBad && random.nextBoolean()));
        }
        boolean isSingle = elements.size() == 1 && random.nextBoolean();
        return isSingle ? elements.get(0) : RawValue.array(elements);
    }

    private RawValue element(ChildTable child, boolean isBad) {
        if (child.scalarColumn().isPresent()) {
            ColumnMapping column = child.columns().stream()
                    .filter(each -> each.column().equals(child.scalarColumn().get()))
                    .findFirst()
                    .orElseThrow();
            return value(column, isBad);
        }
        Tree tree = new Tree();
        for (ColumnMapping column : child.columns()) {
            put(tree, column, isBad);
        }
        return RawValue.document(tree.fields());
    }

    private void edges(Tree tree, String collection, RawValue id, Junction.End end, Junction.End other) {
        if (end.collection().equals(collection) && random.nextInt(6) > 0) {
            end.array().ifPresent(path -> tree.put(path, edges(id, end, other)));
        }
    }

    /** Some of the edges that the other end holds, too, and some that it does not. */
    private RawValue edges(RawValue id, Junction.End end, Junction.End other) {
        List<RawValue> ids = new ArrayList<>(elements(other.collection()));
        held.getOrDefault(other, List.of()).stream()
                .filter(edge -> edge.to().isSame(id) && random.nextBoolean())
                .limit(5)
                .forEach(edge -> ids.add(edge.from()));
        List<Edge> here = held.computeIfAbsent(end, each -> new ArrayList<>());
        ids.forEach(to -> here.add(new Edge(id, to)));
        return RawValue.array(ids);
    }

    private RawValue references(String collection) {
        return RawValue.array(elements(collection));
    }

    private List<RawValue> elements(String collection) {
        List<RawValue> elements = new ArrayList<>();
        for (int count = random.nextInt(5); count > 0; count--) {
            elements.add(random.nextInt(20) == 0 ? RawValue.NOTHING : reference(collection));
        }
        if (!elements.isEmpty() && random.nextInt(6) == 0) {
            elements.add(elements.get(0));
        }
        return elements;
    }

    /** To a document that is there, or was, or never will be. */
    private RawValue reference(String collection) {
        List<RawValue> known = ids.get(collection);
        boolean isDangling = known.isEmpty() || random.nextInt(6) == 0;
        RawValue id = isDangling ? RawValue.objectId(values.objectId()) : values.pick(known);
        boolean asText = id.type() == RawValue.OBJECT_ID && random.nextInt(12) == 0;
        return asText ? RawValue.string(id.read().asObjectId().getValue().toHexString()) : sameId(id);
    }

    /** Fields by path; where a path leads through a value that is no document, the value stays. */
    private static final class Tree {
        private final Map<String, Object> entries = new LinkedHashMap<>();

        void put(String path, RawValue value) {
            put(SourcePath.of(path).names(), value);
        }

        private void put(List<String> path, RawValue value) {
            String first = nonId(path.get(0));
            if (path.size() == 1) {
                entries.putIfAbsent(first, value);
            } else if (entries.computeIfAbsent(first, name -> new Tree()) instanceof Tree tree) {
                tree.put(path.subList(1, path.size()), value);
            }
        }

        List<Field> fields() {
            List<Field> fields = new ArrayList<>();
            entries.forEach((name, value) -> fields.add(
                    new Field(name, value instanceof Tree tree ? RawValue.document(tree.fields()) : (RawValue) value)));
            return fields;
        }
    }
}
