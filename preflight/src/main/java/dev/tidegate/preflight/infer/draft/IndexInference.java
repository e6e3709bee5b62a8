package dev.tidegate.preflight.infer.draft;

import dev.tidegate.mapping.declaration.GeneratedName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Makes indexes of tables of a collection's indexes, and says of each that cannot be carried why. */
final class IndexInference {
    private static final int MOST_COLUMNS = 32;
    private static final Set<String> GEO = Set.of("2d", "2dsphere", "geoHaystack");

    /** PostgreSQL's text search configurations for MongoDB's languages. */
    private static final Set<String> LANGUAGES = Set.of(
            "danish",
            "dutch",
            "english",
            "finnish",
            "french",
            "german",
            "hungarian",
            "italian",
            "norwegian",
            "portuguese",
            "romanian",
            "russian",
            "spanish",
            "swedish",
            "turkish");

    private final String table;
    private final String idColumn;
    private final List<ColumnDraft> columns;
    private final List<ChildDraft> children;
    private final Set<String> junctionArrays;
    /** Names of tables and indexes that are given. */
    private final Set<String> taken;

    private final Set<IndexDraft> made = new HashSet<>();

    /** What became of an index: a child table's, by the child's name, or the collection's own. */
    record Placed(Optional<String> child, IndexDraft index) {}

    /** @param junctionArrays paths of arrays that became junctions, which have indexes of their own */
    IndexInference(
            String table,
            String idColumn,
            List<ColumnDraft> columns,
            List<ChildDraft> children,
            Set<String> junctionArrays,
            Set<String> taken) {
        this.table = table;
        this.idColumn = idColumn;
        this.columns = columns;
        this.children = children;
        this.junctionArrays = junctionArrays;
        this.taken = taken;
    }

    List<Placed> of(List<BsonDocument> indexes) {
        List<Placed> placed = new ArrayList<>();
        for (BsonDocument index : indexes) {
            BsonDocument key = index.getDocument("key", new BsonDocument());
            if (!key.keySet().equals(Set.of("_id"))) {
                place(index, key).ifPresent(placed::add);
            }
        }
        return placed;
    }

    private Optional<Placed> place(BsonDocument index, BsonDocument key) {
        String said = "index on " + String.join(", ", key.keySet());
        List<String> kinds = key.values().stream()
                .filter(BsonValue::isString)
                .map(kind -> kind.asString().getValue())
                .toList();
        if (kinds.stream().anyMatch(GEO::contains)) {
            return refused(said, "geographic: PostGIS has such indexes, this file does not");
        }
        if (kinds.contains("text")) {
            return fullText(index);
        }
        if (key.keySet().stream().anyMatch(path -> path.contains("$**"))) {
            return refused(said, "a wildcard over all names; a jsonb column with gin answers such queries");
        }
        if (junctionArrays.contains(key.getFirstKey()) && key.size() == 1) {
            return Optional.empty();
        }
        return columns(index, key, said, kinds.contains("hashed"));
    }

    private Optional<Placed> columns(BsonDocument index, BsonDocument key, String said, boolean isHashed) {
        Optional<ChildDraft> child = childOf(key);
        List<ColumnDraft> indexed = new ArrayList<>();
        for (String path : key.keySet()) {
            Optional<ColumnDraft> column = child.isPresent()
                    ? read(
                            child.get().columns(),
                            path.substring(child.get().from().length() + 1))
                    : read(columns, path);
            if (column.isEmpty()) {
                return refused(said, "'" + path + "' is no column of one table");
            }
            indexed.add(column.get());
        }
        List<String> notes = new ArrayList<>();
        boolean isUnique = flag(index, "unique");
        if (isUnique && child.isPresent()) {
            notes.add("TODO " + said + " is unique between documents, not between elements: not unique here");
        }
        if (index.containsKey("expireAfterSeconds")) {
            notes.add("TODO " + said + " deletes documents after a time (TTL): PostgreSQL needs a job for it");
        }
        IndexDraft draft = IndexDraft.of(names(indexed));
        boolean holdsMany = indexed.stream().anyMatch(IndexInference::holdsMany);
        if (holdsMany && indexed.size() > 1) {
            return refused(said, "a list or jsonb together with other columns");
        }
        draft = holdsMany ? draft.using("gin") : isHashed && indexed.size() == 1 ? draft.using("hash") : draft;
        if (isUnique && holdsMany) {
            notes.add("TODO " + said + " is unique over the elements of lists: not unique here");
        }
        draft = draft.unique(isUnique && !holdsMany && child.isEmpty() && !isHashed);
        if (index.containsKey("collation")) {
            if (draft.unique()) {
                return refused(said, "unique by a collation of its own: say it with an expression, such as lower()");
            }
            notes.add("TODO " + said + " has a collation of its own, which is not carried");
        }
        if (index.containsKey("partialFilterExpression")) {
            Optional<String> where = new PartialFilter(
                            path -> child.isPresent() ? Optional.empty() : read(columns, path))
                    .sql(index.getDocument("partialFilterExpression"));
            if (where.isEmpty()) {
                return refused(said, "a partial filter that the columns cannot say");
            }
            draft = draft.where(where);
        }
        return finished(child.map(ChildDraft::table), draft, notes);
    }

    private Optional<Placed> fullText(BsonDocument index) {
        Set<String> fields = new LinkedHashSet<>(
                index.getDocument("weights", new BsonDocument()).keySet());
        List<ColumnDraft> texts = new ArrayList<>();
        fields.forEach(path -> read(columns, path)
                .filter(column -> column.type().equals("text"))
                .ifPresent(texts::add));
        if (texts.isEmpty() || texts.size() < fields.size()) {
            return refused("full-text index", "over fields that are no text columns of one table");
        }
        String language = index.containsKey("default_language")
                ? index.getString("default_language").getValue()
                : "english";
        String configuration = LANGUAGES.contains(language) ? language : "simple";
        IndexDraft draft = new IndexDraft(
                List.of(),
                names(texts),
                Optional.of(configuration).filter(each -> !each.equals("english")),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
        return finished(
                Optional.empty(), draft, List.of("weights and the language of single documents are not carried"));
    }

    /** One index over the same columns is enough: directions are the same to a btree read both ways. */
    private Optional<Placed> finished(Optional<String> child, IndexDraft draft, List<String> notes) {
        if (!made.add(draft) && child.isEmpty()) {
            return Optional.empty();
        }
        String owner = child.orElse(table);
        String standard = draft.fullText().isEmpty()
                ? GeneratedName.of(
                        owner,
                        String.join("_", draft.columns()),
                        draft.unique()
                                ? "key"
                                : draft.using().filter("gin"::equals).isPresent() ? "gin_idx" : "idx")
                : GeneratedName.of(owner, String.join("_", draft.fullText()), "fts_idx");
        String name = standard;
        for (int number = 2; !taken.add(name); number++) {
            name = GeneratedName.of(standard, "i" + number);
        }
        IndexDraft named = name.equals(standard) ? draft : draft.named(name);
        return Optional.of(new Placed(child, named.noted(notes)));
    }

    private static Optional<Placed> refused(String said, String why) {
        return Optional.of(
                new Placed(Optional.empty(), IndexDraft.notCarried("TODO " + said + " is not carried: " + why)));
    }

    /** The child table that all of the paths lead into. */
    private Optional<ChildDraft> childOf(BsonDocument key) {
        return children.stream()
                .filter(child -> child.scalar().isEmpty())
                .filter(child -> key.keySet().stream().allMatch(path -> path.startsWith(child.from() + ".")))
                .findFirst();
    }

    private Optional<ColumnDraft> read(List<ColumnDraft> of, String path) {
        if (path.equals("_id") && of == columns) {
            return Optional.of(new ColumnDraft(
                    idColumn, "uuid", true, Optional.empty(), Optional.empty(), false, false, false, "", List.of()));
        }
        return of.stream()
                .filter(column -> column.from().orElse(column.name()).equals(path))
                .findFirst();
    }

    private static boolean holdsMany(ColumnDraft column) {
        return column.type().endsWith("[]") || column.type().equals("jsonb");
    }

    private static List<String> names(List<ColumnDraft> columns) {
        return columns.stream().map(ColumnDraft::name).limit(MOST_COLUMNS).toList();
    }

    private static boolean flag(BsonDocument index, String key) {
        BsonValue value = index.get(key);
        return value != null
                && (value.isBoolean()
                        ? value.asBoolean().getValue()
                        : value.isNumber() && value.asNumber().intValue() != 0);
    }
}
