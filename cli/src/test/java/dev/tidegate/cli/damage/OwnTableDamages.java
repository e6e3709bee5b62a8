package dev.tidegate.cli.damage;

import static dev.tidegate.mapping.ddl.Sql.literal;
import static dev.tidegate.mapping.ddl.Sql.quote;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.validator.difference.DifferenceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Damage to Tidegate's own tables: what is kept aside, the way back of ids, dead letters. Collection by collection. */
final class OwnTableDamages {
    private static final String UNMAPPED = "tidegate.unmapped";
    private static final String ID_MAP = "tidegate.id_map";
    private static final String DEAD_LETTER = "tidegate.dead_letter";
    private static final String NOBODY = "0badc0df";

    private final Migration migration;
    private final Target target;

    OwnTableDamages(Migration migration, Target target) {
        this.migration = migration;
        this.target = target;
    }

    List<Damage> all() {
        List<Damage> damages = new ArrayList<>();
        for (CollectionMapping collection : migration.collections()) {
            unmapped(collection, damages);
            idMap(collection, damages);
            deadLetters(collection, damages);
        }
        return damages;
    }

    private void unmapped(CollectionMapping collection, List<Damage> damages) {
        String ofTable = "\"table\" = " + literal(collection.table());
        List<List<String>> kept = target.rows("SELECT id FROM " + UNMAPPED + " WHERE " + ofTable + " ORDER BY id");
        if (!kept.isEmpty()) {
            String row = kept.get(0).get(0);
            damages.add(own(
                    DamageKind.UNMAPPED_CHANGED,
                    UNMAPPED,
                    collection,
                    row,
                    DifferenceKind.UNMAPPED_CONTENT,
                    "UPDATE " + UNMAPPED + " SET fields = fields || '{\"planted\": 1}' WHERE id = '" + row + "'"));
        }
        if (kept.size() > 1) {
            String row = kept.get(1).get(0);
            damages.add(own(
                    DamageKind.UNMAPPED_MISSING,
                    UNMAPPED,
                    collection,
                    row,
                    DifferenceKind.MISSING_UNMAPPED,
                    "DELETE FROM " + UNMAPPED + " WHERE id = '" + row + "'"));
        }
        first("SELECT id FROM " + rows(collection) + " e WHERE NOT EXISTS (SELECT FROM " + UNMAPPED
                        + " u WHERE u.id = e.id) ORDER BY id")
                .ifPresent(row -> damages.add(own(
                        DamageKind.UNMAPPED_EXTRA,
                        UNMAPPED,
                        collection,
                        row,
                        DifferenceKind.EXTRA_UNMAPPED,
                        "INSERT INTO " + UNMAPPED + " VALUES (" + literal(collection.table()) + ", '" + row
                                + "', '{\"planted\": 1}')")));
    }

    /** A collection of ObjectIds needs no way back: rows are reported together, under its name. */
    private void idMap(CollectionMapping collection, List<Damage> damages) {
        first("SELECT id FROM " + rows(collection) + " ORDER BY id")
                .ifPresent(row -> damages.add(of(
                        DamageKind.ID_MAP_EXTRA,
                        ID_MAP,
                        collection,
                        collection.collection(),
                        DifferenceKind.EXTRA_ID_MAP,
                        "INSERT INTO " + ID_MAP + " VALUES ('" + row + "', " + literal(collection.collection())
                                + ", '\"planted\"')")));
    }

    private void deadLetters(CollectionMapping collection, List<Damage> damages) {
        List<List<String>> letters = target.rows("SELECT document_id FROM " + DEAD_LETTER + " WHERE NOT stale"
                + " AND collection = " + literal(collection.collection()) + " ORDER BY document_id");
        if (!letters.isEmpty()) {
            String id = letters.get(0).get(0);
            damages.add(letter(
                    DamageKind.LETTER_REMOVED,
                    collection,
                    id,
                    DifferenceKind.DEAD_LETTER_MISSING,
                    "DELETE FROM " + DEAD_LETTER + where(collection, id)));
        }
        if (letters.size() > 1) {
            String id = letters.get(1).get(0);
            damages.add(letter(
                    DamageKind.LETTER_REASON,
                    collection,
                    id,
                    DifferenceKind.DEAD_LETTER_REASON,
                    "UPDATE " + DEAD_LETTER + " SET reason = 'planted'" + where(collection, id)));
        }
        first("SELECT id FROM " + rows(collection) + " ORDER BY id DESC")
                .map(DamagePlan::documentId)
                .ifPresent(id -> damages.add(letter(
                        DamageKind.LETTER_ADDED,
                        collection,
                        id,
                        DifferenceKind.DEAD_LETTER_UNEXPECTED,
                        added(collection, id, true))));
        String nobody = String.format("%s%016x", NOBODY, migration.collections().indexOf(collection));
        damages.add(letter(
                DamageKind.LETTER_OF_NOBODY,
                collection,
                nobody,
                DifferenceKind.DEAD_LETTER_EXTRA,
                added(collection, nobody, false)));
    }

    private static String added(CollectionMapping collection, String id, boolean stale) {
        return "INSERT INTO " + DEAD_LETTER + " (collection, document_id, stage, reason, message, stale, first_seen,"
                + " last_seen) VALUES (" + literal(collection.collection()) + ", " + literal(id)
                + ", 'transform', 'not-exact', 'planted', " + stale + ", now(), now())";
    }

    private static String where(CollectionMapping collection, String id) {
        return " WHERE collection = " + literal(collection.collection()) + " AND document_id = " + literal(id);
    }

    private String rows(CollectionMapping collection) {
        return quote(migration.table(collection.table()));
    }

    private Optional<String> first(String sql) {
        return target.rows(sql + " LIMIT 1").stream().map(row -> row.get(0)).findFirst();
    }

    private static Damage own(
            DamageKind kind,
            String table,
            CollectionMapping collection,
            String rowId,
            DifferenceKind expected,
            String sql) {
        return of(kind, table, collection, DamagePlan.documentId(rowId), expected, sql);
    }

    private static Damage letter(
            DamageKind kind, CollectionMapping collection, String id, DifferenceKind expected, String sql) {
        return of(kind, DEAD_LETTER, collection, id, expected, sql);
    }

    private static Damage of(
            DamageKind kind,
            String table,
            CollectionMapping collection,
            String id,
            DifferenceKind expected,
            String sql) {
        return new Damage(kind, table, collection.table(), Optional.empty(), id, List.of(), expected, "", sql);
    }
}
