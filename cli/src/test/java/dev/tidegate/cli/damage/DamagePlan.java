package dev.tidegate.cli.damage;

import static dev.tidegate.mapping.ddl.Sql.literal;
import static dev.tidegate.mapping.ddl.Sql.quote;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.validator.difference.DifferenceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.types.ObjectId;

/**
 * Every kind of damage that applies, to every table and every column of a target, in passes: within one, no damage hides
 * another. Same rows, same plan.
 */
final class DamagePlan {
    private final Migration migration;
    private final Target target;
    private int spread;

    DamagePlan(Migration migration, Target target) {
        this.migration = migration;
        this.target = target;
    }

    List<List<Damage>> passes() {
        List<List<Damage>> passes = new ArrayList<>();
        passes.add(rows());
        passes.add(edges());
        passes.add(new OwnTableDamages(migration, target).all());
        for (CollectionMapping collection : migration.collections()) {
            Table table = migration.table(collection.table());
            for (Column column : table.columns()) {
                if (!column.name().equals(collection.idColumn())) {
                    spread(values(collection, table, column), passes);
                }
            }
        }
        return passes;
    }

    /** A column's damages go to passes of their own, behind the first three. */
    private static void spread(List<Damage> damages, List<List<Damage>> passes) {
        int pass = 3;
        for (Damage damage : damages) {
            if (passes.size() == pass) {
                passes.add(new ArrayList<>());
            }
            passes.get(pass++).add(damage);
        }
    }

    private List<Damage> values(CollectionMapping collection, Table table, Column column) {
        List<Damage> damages = new ArrayList<>();
        for (ValueDamage value : ValueDamage.of(column, migration, otherIds(collection, table, column))) {
            pick("SELECT id FROM " + quote(table) + " WHERE " + value.condition() + " ORDER BY id")
                    .ifPresent(row ->
                            damages.add(damage(collection, table, column, value.kind(), row.get(0), value.value())));
        }
        if (column.type().kind() == ColumnKind.JSONB) {
            deepJson(collection, table, column).ifPresent(damages::add);
        }
        return damages;
    }

    private Optional<Damage> deepJson(CollectionMapping collection, Table table, Column column) {
        String values = "SELECT id, " + quote(column.name()) + "::text FROM " + quote(table) + " WHERE "
                + quote(column.name()) + " IS NOT NULL ORDER BY id";
        for (List<String> row : target.rows(values)) {
            Optional<String> changed = DeepJson.changed(row.get(1));
            if (changed.isPresent()) {
                return Optional.of(damage(
                        collection,
                        table,
                        column,
                        DamageKind.JSON_DEEP,
                        row.get(0),
                        literal(changed.get()) + "::jsonb"));
            }
        }
        return Optional.empty();
    }

    private static Damage damage(
            CollectionMapping collection, Table table, Column column, DamageKind kind, String rowId, String value) {
        List<String> fields = collection.columns().stream()
                .filter(mapping -> fills(mapping, column.name()))
                .flatMap(mapping -> mapping.fields().stream())
                .toList();
        String row = value.equals("NULL") ? "NULL" : column.type().toString();
        String sql = "UPDATE " + quote(table) + " SET " + quote(column.name()) + " = " + value + " WHERE id = '" + rowId
                + "'";
        return new Damage(
                kind,
                table.name(),
                table.name(),
                Optional.of(column.name()),
                documentId(rowId),
                fields,
                DifferenceKind.VALUE,
                row,
                sql);
    }

    /** A reference to one of several collections fills the column of each. */
    private static boolean fills(ColumnMapping mapping, String column) {
        return mapping.column().equals(column)
                || mapping.reference().stream()
                        .flatMap(reference -> reference.candidates().stream())
                        .anyMatch(candidate -> candidate.column().equals(column));
    }

    private Optional<String> otherIds(CollectionMapping collection, Table table, Column column) {
        Optional<String> byKey = table.foreignKeys().stream()
                .filter(key -> key.column().equals(column.name()))
                .map(key -> quote(table.schema(), key.referencedTable()))
                .findFirst();
        return byKey.or(() -> collection.columns().stream()
                .filter(mapping -> mapping.column().equals(column.name()))
                .flatMap(mapping -> mapping.reference().stream())
                .map(reference -> reference.candidates().get(0).collection())
                .map(name -> quote(migration.table(migration.collection(name).table())))
                .findFirst());
    }

    private List<Damage> rows() {
        List<Damage> damages = new ArrayList<>();
        for (CollectionMapping collection : migration.collections()) {
            Table table = migration.table(collection.table());
            List<List<String>> ids = target.rows("SELECT id FROM " + quote(table) + " ORDER BY id");
            String first = ids.get(0).get(0);
            damages.add(extraRow(collection, table, ids.get(ids.size() - 1).get(0)));
            damages.add(Damage.ofRow(
                    DamageKind.ROW_MISSING,
                    table.name(),
                    documentId(first),
                    DifferenceKind.MISSING_ROW,
                    "DELETE FROM " + quote(table) + " WHERE id = '" + first + "'"));
        }
        return damages;
    }

    /** A copy under the id of a document that there is not. Comes before its original is deleted, where there is but one. */
    private static Damage extraRow(CollectionMapping collection, Table table, String original) {
        UUID id = new CollectionIds(collection.collection(), collection.tag())
                .uuid(new ObjectId("0badc0de0000000000000001"));
        String copy = "INSERT INTO " + quote(table) + " SELECT (jsonb_populate_record(r, jsonb_build_object('id', '"
                + id + "'))).* FROM " + quote(table) + " r WHERE id = '" + original + "'";
        return Damage.ofRow(
                DamageKind.ROW_EXTRA, table.name(), documentId(id.toString()), DifferenceKind.EXTRA_ROW, copy);
    }

    private List<Damage> edges() {
        List<Damage> damages = new ArrayList<>();
        for (Junction junction : migration.junctions()) {
            String table = quote(migration.table(junction.table()));
            String left = quote(junction.left().column());
            String right = quote(junction.right().column());
            List<String> gone = pick("SELECT " + left + ", " + right + " FROM " + table + " ORDER BY 1, 2")
                    .orElseThrow();
            damages.add(Damage.ofRow(
                    DamageKind.EDGE_MISSING,
                    junction.table(),
                    documentId(gone.get(0)) + " " + documentId(gone.get(1)),
                    DifferenceKind.MISSING_EDGE,
                    "DELETE FROM " + table + " WHERE " + left + " = '" + gone.get(0) + "' AND " + right + " = '"
                            + gone.get(1) + "'"));
            List<String> added = pick("SELECT l.id, r.id FROM " + entity(junction.left()) + " l, "
                            + entity(junction.right())
                            + " r WHERE NOT EXISTS (SELECT FROM " + table + " WHERE " + left + " = l.id AND " + right
                            + " = r.id) ORDER BY 1, 2 LIMIT 50")
                    .orElseThrow();
            damages.add(Damage.ofRow(
                    DamageKind.EDGE_EXTRA,
                    junction.table(),
                    documentId(added.get(0)) + " " + documentId(added.get(1)),
                    DifferenceKind.EXTRA_EDGE,
                    "INSERT INTO " + table + " (" + left + ", " + right + ") VALUES ('" + added.get(0) + "', '"
                            + added.get(1) + "')"));
        }
        return damages;
    }

    private String entity(Junction.End end) {
        return quote(migration.table(migration.collection(end.collection()).table()));
    }

    /** Another row each time, as far as there are some. */
    private Optional<List<String>> pick(String sql) {
        List<List<String>> rows = target.rows(sql);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(spread++ % rows.size()));
    }

    static String documentId(String rowId) {
        return CollectionIds.objectId(UUID.fromString(rowId)).toHexString();
    }
}
