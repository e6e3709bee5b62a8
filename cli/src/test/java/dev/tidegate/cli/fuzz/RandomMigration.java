package dev.tidegate.cli.fuzz;

import dev.tidegate.mapping.declaration.GeneratedName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A migration file that {@code docs/migration-file.md} allows, with something of each construct, as the tree that YAML
 * is written from. A file of its making that the parser refuses is a fault, of the parser or of this class.
 */
final class RandomMigration {
    private static final List<String> TYPES = List.of(
            "integer",
            "bigint",
            "numeric",
            "boolean",
            "timestamp(3)",
            "text",
            "text",
            "jsonb",
            "jsonb",
            "text[]",
            "uuid",
            "uuid[]",
            "enum");
    private static final List<String> KEY_TYPES = List.of("text", "boolean", "timestamp(3)", "uuid", "enum");
    private static final List<String> NUMERIC_KEY_TYPES = List.of("integer", "bigint", "numeric");

    private final Random random;
    private final RandomNames names;
    private final Set<String> relations = new HashSet<>();
    private final Map<String, List<String>> enums = new LinkedHashMap<>();
    private final List<String> collections = new ArrayList<>();

    /** Collections whose ids have no creation time in them. */
    private final Set<String> withAnyIds = new HashSet<>();

    RandomMigration(Random random, RandomNames names) {
        this.random = random;
        this.names = names;
    }

    /** Without name and addresses, which each run gives it. */
    Map<String, Object> tree() {
        for (int count = random.nextInt(3); count > 0; count--) {
            enums.put(relation(RandomNames.LONGEST), labels());
        }
        Set<String> taken = new HashSet<>();
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            collections.add(names.collection(taken));
            taken.addAll(collections);
        }
        collections.stream().filter(each -> random.nextInt(5) < 2).forEach(withAnyIds::add);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("target", target());
        tree.put("kafka", map("partitions", 1 + random.nextInt(3)));
        if (random.nextBoolean()) {
            Map<String, Object> policies = policies(false);
            if (random.nextInt(3) == 0) {
                policies.put("unmapped_fields", one("keep", "keep", "ignore", "fail"));
            }
            tree.put("policies", policies);
        }
        tree.put("enums", enums);
        Map<String, Object> declared = new LinkedHashMap<>();
        collections.forEach(name -> declared.put(name, collection(name)));
        tree.put("collections", declared);
        Map<String, Object> junctions = new LinkedHashMap<>();
        for (int count = random.nextInt(3); count > 0; count--) {
            String table = table();
            junctions.put(table, junction(table));
        }
        tree.put("junctions", junctions);
        return tree;
    }

    private Map<String, Object> target() {
        Map<String, Object> target = new LinkedHashMap<>();
        if (random.nextBoolean()) {
            target.put("schema", schema());
        }
        if (random.nextInt(3) == 0) {
            target.put("on_update", one("cascade", "no_action"));
        }
        return target;
    }

    private String schema() {
        String name;
        do {
            name = names.relation(Set.of("tidegate", "information_schema"), RandomNames.LONGEST);
        } while (name.startsWith("pg_"));
        return name;
    }

    private List<String> labels() {
        Set<String> labels = new HashSet<>(List.of("red"));
        for (int count = random.nextInt(4); count > 0; count--) {
            labels.add(names.relation(labels, RandomNames.LONGEST));
        }
        return List.copyOf(labels);
    }

    private Map<String, Object> collection(String name) {
        Map<String, Object> collection = new LinkedHashMap<>();
        collection.put("table", table());
        String id = random.nextInt(3) == 0 ? names.column(Set.of()) : "id";
        collection.put("id", id);
        if (withAnyIds.contains(name)) {
            collection.put("ids", "any");
        }
        if (random.nextInt(8) == 0) {
            collection.put("tag", collections.indexOf(name) * 1_000_003);
        }
        if (random.nextInt(4) == 0) {
            collection.put("unmapped_fields", one("keep", "ignore", "fail"));
        }
        if (random.nextInt(4) == 0) {
            collection.put("ignore", List.of(names.pathPart(), names.pathPart()));
        }
        boolean wide = random.nextInt(25) == 0;
        String table = (String) collection.get("table");
        Columns columns = new Columns(table, id, !withAnyIds.contains(name), Set.of());
        columns.add(wide ? 600 : random.nextInt(10));
        collection.put("columns", columns.declared);
        List<String> plain = new ArrayList<>(columns.declared.keySet());
        if (plain.size() > 1 && random.nextInt(8) == 0) {
            collection.put("require_any", List.of(List.of(plain.get(0), plain.get(1))));
        }
        collection.put("indexes", columns.indexes());
        Map<String, Object> children = new LinkedHashMap<>();
        for (int count = random.nextInt(3); count > 0; count--) {
            String child = table();
            children.put(child, child(child, !withAnyIds.contains(name)));
        }
        collection.put("children", children);
        return collection;
    }

    private Map<String, Object> child(String table, boolean parentHasTime) {
        Map<String, Object> child = new LinkedHashMap<>();
        child.put("from", path());
        String parent = random.nextBoolean() ? "parent_id" : names.column(Set.of());
        child.put("parent", parent);
        foreignKey(child, GeneratedName.of(table, parent, "fkey"));
        Columns columns = new Columns(table, parent, parentHasTime, Set.of());
        if (random.nextBoolean()) {
            String ordinal = names.column(Set.of(parent));
            child.put("key", map("ordinal", ordinal));
            columns.taken.add(ordinal);
            if (random.nextInt(3) == 0) {
                child.put("scalar", columns.addScalar());
            } else {
                columns.add(random.nextInt(5));
            }
        } else {
            child.put("key", elementKey(parent, columns));
            columns.add(random.nextInt(4));
        }
        child.put("columns", columns.declared);
        child.put("indexes", columns.indexes());
        return child;
    }

    private Map<String, Object> elementKey(String parent, Columns columns) {
        Map<String, Object> key = new LinkedHashMap<>();
        String column = names.column(Set.of(parent));
        key.put("element", path());
        key.put("column", column);
        columns.taken.add(column);
        if (random.nextBoolean()) {
            String type = pick(random.nextBoolean() ? NUMERIC_KEY_TYPES : KEY_TYPES);
            Map<String, Object> declared = new LinkedHashMap<>();
            declared.put("type", type.equals("enum") ? enumOr("text") : type);
            declared.put("required", true);
            declared.put("from", key.get("element"));
            if (type.equals("uuid")) {
                declared.put("references", pick(collections));
            }
            columns.declared.put(column, declared);
        }
        return key;
    }

    private Map<String, Object> junction(String table) {
        String left = pick(collections);
        String right = pick(collections);
        String leftColumn = names.column(Set.of());
        String rightColumn = names.column(Set.of(leftColumn));
        int held = random.nextInt(3);
        String leftArray = path();
        String rightArray;
        do {
            rightArray = path();
        } while (rightArray.equals(leftArray));
        Map<String, Object> junction = new LinkedHashMap<>();
        junction.put("left", end(table, left, leftColumn, held == 1 ? null : leftArray));
        junction.put("right", end(table, right, rightColumn, held == 0 ? null : rightArray));
        if (random.nextInt(3) == 0) {
            junction.put("edges", List.of("left", "right", "union").get(held));
        }
        if (random.nextInt(4) == 0) {
            junction.put("foreign_keys", false);
        } else if (random.nextInt(4) == 0) {
            junction.put("on_delete", one("restrict", "cascade", "no_action"));
        }
        return junction;
    }

    private Map<String, Object> end(String table, String collection, String column, String array) {
        Map<String, Object> end = new LinkedHashMap<>();
        end.put("collection", collection);
        end.put("column", column);
        if (array != null) {
            end.put("array", array);
        }
        explicitWhereNeeded(end, "index", GeneratedName.of(table, column, "idx"));
        explicitWhereNeeded(end, "constraint", GeneratedName.of(table, column, "fkey"));
        return end;
    }

    private void foreignKey(Map<String, Object> child, String constraint) {
        if (random.nextInt(5) == 0) {
            child.put("foreign_key", false);
        }
        explicitWhereNeeded(child, "constraint", constraint);
    }

    /** Names that are taken are given by the file itself, and some of the others. */
    private void explicitWhereNeeded(Map<String, Object> map, String key, String made) {
        if (relations.contains(made) || random.nextInt(3) == 0) {
            map.put(key, relation(RandomNames.LONGEST));
        } else {
            relations.add(made);
        }
    }

    /** A table, and the name that its primary key takes. */
    private String table() {
        String name;
        do {
            name = names.relation(relations, RandomNames.LONGEST);
        } while (relations.contains(GeneratedName.of(name, "pkey")));
        relations.add(name);
        relations.add(GeneratedName.of(name, "pkey"));
        return name;
    }

    private String relation(int longest) {
        String name = names.relation(relations, longest);
        relations.add(name);
        return name;
    }

    private String path() {
        String path = names.pathPart();
        for (int part = random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0; part > 0; part--) {
            path += "." + names.pathPart();
        }
        return path;
    }

    private Map<String, Object> policies(boolean required) {
        Map<String, Object> policies = new LinkedHashMap<>();
        if (random.nextInt(4) == 0) {
            policies.put("inexact_type", one("convert", "dead_letter"));
        }
        if (random.nextInt(3) == 0) {
            policies.put("invalid", required ? "dead_letter" : one("dead_letter", "null_and_keep"));
        }
        if (random.nextInt(3) == 0) {
            policies.put("invalid_enum", required ? "dead_letter" : one("dead_letter", "null_and_keep"));
        }
        if (random.nextInt(4) == 0) {
            policies.put("nul", one("replace", "dead_letter"));
        }
        if (random.nextInt(4) == 0) {
            policies.put("empty_as_null", random.nextBoolean());
        }
        return policies;
    }

    private String enumOr(String other) {
        return enums.isEmpty() ? other : pick(List.copyOf(enums.keySet()));
    }

    private String one(String... values) {
        return values[random.nextInt(values.length)];
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static Map<String, Object> map(String key, Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        return map;
    }

    /** The columns of one table. */
    private final class Columns {
        private final String table;
        private final boolean hasCreationTime;
        private final Set<String> taken = new HashSet<>();
        private final Map<String, Object> declared = new LinkedHashMap<>();
        private boolean readFields = true;

        Columns(String table, String id, boolean hasCreationTime, Set<String> more) {
            this.table = table;
            this.hasCreationTime = hasCreationTime;
            taken.add(id);
            taken.addAll(more);
        }

        void add(int count) {
            for (int index = 0; index < count; index++) {
                String name = names.column(taken);
                taken.add(name);
                Object column = random.nextInt(4) == 0 && isPath(name) ? shortForm() : longForm(name);
                declared.put(name, column);
            }
        }

        /** The one that takes the element itself, with those that its reference gives ids to. */
        String addScalar() {
            readFields = false;
            add(1);
            List<String> names = List.copyOf(declared.keySet());
            return names.get(names.size() - 1);
        }

        private String shortForm() {
            String type = pick(List.of("integer", "text", "jsonb", "numeric", "timestamp(3)", "boolean", "text[]"));
            return random.nextInt(5) == 0 ? type + " not null" : type;
        }

        private Map<String, Object> longForm(String name) {
            String type = pick(TYPES);
            Map<String, Object> column = new LinkedHashMap<>();
            String declaredType = type.equals("enum") ? enumOr("bigint") : type;
            column.put("type", declaredType);
            boolean required = random.nextInt(5) == 0;
            boolean isReference = type.startsWith("uuid");
            if (type.equals("uuid") && random.nextInt(3) == 0 && collections.size() > 1 && !required) {
                column.put("references", oneOf(name));
            } else if (isReference) {
                column.put("references", type.equals("uuid") ? reference(name, required) : pick(collections));
            }
            if (required) {
                column.put("required", true);
            }
            if (!isReference && readFields && random.nextInt(20) == 0) {
                column.put("constant", constant(declaredType));
            } else if (readFields) {
                from(column, isPath(name));
            } else if (!isPath(name)) {
                column.put("from", List.of());
            }
            if (required && !isReference && random.nextBoolean()) {
                boolean asTime = type.equals("timestamp(3)") && hasCreationTime && random.nextBoolean();
                column.put("default", asTime ? "object_id_time" : constant(declaredType));
            }
            if (random.nextInt(6) == 0 && !isReference && !type.endsWith("[]") && !type.equals("jsonb")) {
                column.put("map", map(one("Active", "", "a", "12", "true", "$name"), constant(declaredType)));
            }
            if (random.nextInt(4) == 0) {
                column.put("policy", policies(required));
            }
            if (random.nextInt(10) == 0
                    && List.of("integer", "bigint", "numeric", "text").contains(declaredType)) {
                column.put("database_default", "'5'");
            }
            return column;
        }

        /** A name that is no path is no field to read by itself. */
        private boolean isPath(String name) {
            return List.of(name.split("\\.", -1)).stream().noneMatch(String::isEmpty);
        }

        private void from(Map<String, Object> column, boolean mayReadItsName) {
            switch (random.nextInt(mayReadItsName ? 4 : 2)) {
                case 0 -> column.put("from", path());
                case 1 -> {
                    boolean doubled = random.nextInt(3) == 0;
                    column.put("from", doubled ? List.of(path(), path(), path()) : List.of(path()));
                }
                default -> {
                    // reads the field of its own name
                }
            }
        }

        private Object reference(String name, boolean required) {
            String collection = pick(collections);
            if (random.nextBoolean()) {
                return collection;
            }
            Map<String, Object> reference = map("collection", collection);
            reference.put("on_delete", required ? one("restrict", "cascade") : one("restrict", "cascade", "set_null"));
            explicitWhereNeeded(reference, "constraint", GeneratedName.of(table, name, "fkey"));
            return reference;
        }

        /** Some candidates hand their ids to a column of their own. */
        private Map<String, Object> oneOf(String name) {
            List<Object> candidates = new ArrayList<>();
            Set<String> seen = new HashSet<>();
            int most = Math.min(3, Set.copyOf(collections).size());
            for (int count = most == 2 ? 2 : 2 + random.nextInt(2); count > 0; ) {
                String collection = pick(collections);
                if (!seen.add(collection)) {
                    continue;
                }
                count--;
                Map<String, Object> candidate = map("collection", collection);
                if (random.nextInt(3) == 0) {
                    String taker = names.column(taken);
                    taken.add(taker);
                    candidate.put("column", taker);
                    Map<String, Object> column = new LinkedHashMap<>();
                    column.put("type", "uuid");
                    column.put("references", collection);
                    if (random.nextBoolean() || !isPath(taker)) {
                        column.put("from", List.of());
                    }
                    declared.put(taker, column);
                }
                candidates.add(candidate);
            }
            return map("one_of", candidates);
        }

        private Object constant(String type) {
            return switch (type) {
                case "integer" -> random.nextBoolean() ? (Object) random.nextInt() : one("+7", "007", "-0");
                case "bigint" -> random.nextLong();
                case "numeric" -> one("1.50", "-0", "NaN", "-Infinity", "1e3", "1E-7", "007.50", "-12.00");
                case "boolean" -> random.nextBoolean();
                case "timestamp(3)" -> "2024-01-31T12:00:00.123Z";
                case "text" -> one("", "none", "$x", "a\tb", "\\N", "ü😀");
                case "jsonb" -> map("a", List.of(1, "x", map("b", true)));
                case "text[]" -> List.of();
                default -> pick(enums.get(type));
            };
        }

        List<Object> indexes() {
            List<Object> indexes = new ArrayList<>();
            List<String> plain = declared.keySet().stream().toList();
            for (int count = plain.isEmpty() ? 0 : random.nextInt(3); count > 0; count--) {
                indexes.add(index(pick(plain), plain));
            }
            return indexes;
        }

        private Map<String, Object> index(String column, List<String> others) {
            boolean isText = typeOf(column).equals("text");
            if (isContainer(column)) {
                return index(List.of(column), "using", "gin", "gin_idx");
            }
            if (isText && random.nextInt(3) == 0) {
                Map<String, Object> index = map("full_text", List.of(column));
                index.put("language", one("english", "german", "simple"));
                explicitWhereNeeded(index, "name", GeneratedName.of(table, column, "fts_idx"));
                return index;
            }
            return switch (random.nextInt(9)) {
                case 0 -> index(List.of(column), "using", "hash", "idx");
                case 1 -> index(List.of(column), "using", isOrdered(column) ? "brin" : "btree", "idx");
                case 2 -> index(List.of(column), "where", RowsAndDocuments.quoted(column) + " IS NOT NULL", "idx");
                case 3 -> {
                    Map<String, Object> index = map("expression", "(" + RowsAndDocuments.quoted(column) + " IS NULL)");
                    index.put("name", relation(RandomNames.LONGEST));
                    yield index;
                }
                case 4 -> index(several(column, others), "unique", random.nextBoolean(), "idx");
                case 5, 6 -> index(List.of(column), "unique", true, "key");
                default -> index(List.of(column), "unique", false, "idx");
            };
        }

        private Map<String, Object> index(List<String> columns, String key, Object value, String label) {
            Map<String, Object> index = map("columns", columns);
            index.put(key, value);
            String made = value.equals(true) ? "key" : label;
            explicitWhereNeeded(index, "name", GeneratedName.of(table, String.join("_", columns), made));
            return index;
        }

        private List<String> several(String column, List<String> others) {
            Set<String> columns = new LinkedHashSet<>(List.of(column));
            others.stream()
                    .filter(each -> !isContainer(each) && random.nextInt(3) == 0)
                    .limit(5)
                    .forEach(columns::add);
            return List.copyOf(columns);
        }

        private boolean isOrdered(String column) {
            return List.of("integer", "bigint", "numeric", "text", "timestamp(3)", "uuid")
                    .contains(typeOf(column));
        }

        private boolean isContainer(String column) {
            return typeOf(column).endsWith("[]") || typeOf(column).equals("jsonb");
        }

        private String typeOf(String column) {
            Object declaration = declared.get(column);
            String type = declaration instanceof Map<?, ?> map ? (String) map.get("type") : (String) declaration;
            return type.replace(" not null", "");
        }
    }
}
