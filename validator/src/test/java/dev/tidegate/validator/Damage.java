package dev.tidegate.validator;

import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.difference.DifferenceKind;
import java.util.stream.Stream;
import org.bson.BsonInt32;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/** What is done to the rows of {@link Things}, and the difference that must be found of it. */
record Damage(String name, DifferenceKind kind, String table, String id, String column, String... sql) {
    static Stream<Damage> values() {
        return Stream.of(
                value("integer", "n", "13"),
                value("bigint beyond a double", "big", "9007199254740992"),
                value("numeric", "num", "1.11"),
                value("numeric's scale", "num", "1.1"),
                value("numeric NaN", "num", "'NaN'"),
                value("double in its last digit", "dbl", "0.10000000000000001"),
                value("boolean", "flag", "false"),
                value("timestamp off by a millisecond", "at", "'2023-07-22 04:26:40.124'"),
                value("timestamp off by two hours", "at", "'2023-07-22 06:26:40.123'"),
                value("timestamp without end", "at", "'infinity'"),
                value("timestamp before Christ", "made", "made + interval '1 ms'"),
                value("empty text instead of NULL", "txt", "NULL"),
                value("a space more", "txt", "' '"),
                value("replaced character", "name", "'a?b'"),
                value("enum", "lvl", "'low'"),
                value(
                        "reference to another document",
                        "owner",
                        Things.person(Things.BOB).toString()),
                value("reference to another collection", "owner", "'" + Shop.THINGS.uuid(Things.ANN) + "'"),
                value("reference lost", "owner", "NULL"),
                value("jsonb number's scale", "payload", "'{\"b\": \"x\", \"a\": [1, 2.5, null]}'"),
                value("jsonb null lost", "payload", "'{\"b\": \"x\", \"a\": [1, 2.50]}'"),
                value("jsonb key more", "payload", "'{\"b\": \"x\", \"a\": [1, 2.50, null], \"c\": 1}'"),
                value("jsonb text for number", "payload", "'{\"b\": \"x\", \"a\": [\"1\", 2.50, null]}'"),
                value("jsonb null for NULL", "payload", "'null'"),
                value("text[] order", "tags", "ARRAY[NULL, 't', 'u,v']"),
                value("text[] NULL element as text", "tags", "ARRAY['t', 'NULL', 'u,v']"),
                value("text[] of two dimensions", "tags", "ARRAY[['t', NULL, 'u,v']]"),
                value("uuid[] element", "friends", "ARRAY[" + Things.person(Things.ANN) + ", NULL]::uuid[]"),
                value("uuid[] element lost", "friends", "ARRAY[" + Things.person(Things.BOB) + "]"),
                value(
                        "one of several in the wrong column",
                        "subject",
                        Things.note(Things.NOTE_TEXT).toString()),
                value(
                        "UUIDv5 of another document",
                        "note",
                        Things.note(Things.NOTE_NUMBER).toString()),
                of(
                        "value for NULL",
                        DifferenceKind.VALUE,
                        "Things",
                        Things.SPARSE,
                        "n",
                        update("n", "0", Things.SPARSE)),
                of(
                        "empty text for NULL",
                        DifferenceKind.VALUE,
                        "Things",
                        Things.SPARSE,
                        "txt",
                        update("txt", "''", Things.SPARSE)),
                of(
                        "empty array for NULL",
                        DifferenceKind.VALUE,
                        "Things",
                        Things.SPARSE,
                        "tags",
                        update("tags", "'{}'", Things.SPARSE)),
                of(
                        "another default",
                        DifferenceKind.VALUE,
                        "Things",
                        Things.SPARSE,
                        "rank",
                        update("rank", "0", Things.SPARSE)),
                of(
                        "time of loading",
                        DifferenceKind.VALUE,
                        "Things",
                        Things.SPARSE,
                        "made",
                        update("made", "now()", Things.SPARSE)),
                of(
                        "swapped rows",
                        DifferenceKind.VALUE,
                        "people",
                        Things.ANN,
                        "name",
                        "UPDATE people SET name = CASE name WHEN 'Ann' THEN 'Bob' ELSE 'Ann' END"),
                new Damage(
                        "value under another kind of id",
                        DifferenceKind.VALUE,
                        "notes",
                        "42",
                        "body",
                        "UPDATE notes SET body = 'x' WHERE id = " + Things.note(Things.NOTE_NUMBER)));
    }

    static Stream<Damage> rowsAndIds() {
        return Stream.of(
                of(
                        "row lost",
                        DifferenceKind.MISSING_ROW,
                        "people",
                        Things.ANN,
                        "",
                        "DELETE FROM people WHERE name = 'Ann'"),
                of(
                        "last row lost",
                        DifferenceKind.MISSING_ROW,
                        "people",
                        Things.BOB,
                        "",
                        "DELETE FROM people WHERE name = 'Bob'"),
                of(
                        "row more",
                        DifferenceKind.EXTRA_ROW,
                        "people",
                        Things.NOBODY,
                        "",
                        "INSERT INTO people VALUES (" + Things.person(Things.NOBODY) + ", 'x')"),
                of(
                        "row under another collection's id",
                        DifferenceKind.EXTRA_ROW,
                        "people",
                        "" + Shop.THINGS.uuid(Things.ANN),
                        "",
                        "INSERT INTO people VALUES ('" + Shop.THINGS.uuid(Things.ANN) + "', 'x')"),
                of(
                        "row under a random id",
                        DifferenceKind.EXTRA_ROW,
                        "people",
                        "11111111-1111-4111-8111-111111111111",
                        "",
                        "INSERT INTO people VALUES ('11111111-1111-4111-8111-111111111111', 'x')"),
                of(
                        "row of any id lost",
                        DifferenceKind.MISSING_ROW,
                        "notes",
                        "n/1",
                        "",
                        "DELETE FROM notes WHERE body = 'first'"),
                of(
                        "row of any id more",
                        DifferenceKind.EXTRA_ROW,
                        "notes",
                        "" + DocumentId.of(new BsonInt32(1)).uuidByName("notes"),
                        "",
                        "INSERT INTO notes VALUES (" + Things.note(new BsonInt32(1)) + ", 'x')"),
                of(
                        "id map lost",
                        DifferenceKind.MISSING_ID_MAP,
                        "tidegate.id_map",
                        "n/1",
                        "",
                        deleteIdMap(Things.NOTE_TEXT)),
                of(
                        "id map wrong",
                        DifferenceKind.ID_MAP_CONTENT,
                        "tidegate.id_map",
                        "42",
                        "",
                        "UPDATE tidegate.id_map SET document_id = '\"42\"' WHERE id = "
                                + Things.note(Things.NOTE_NUMBER)),
                of(
                        "id map more",
                        DifferenceKind.EXTRA_ID_MAP,
                        "tidegate.id_map",
                        "" + Shop.THINGS.uuid(Things.ANN),
                        "",
                        "INSERT INTO tidegate.id_map VALUES ('" + Shop.THINGS.uuid(Things.ANN) + "', 'notes', '1')"),
                of(
                        "id map of a collection with ObjectIds",
                        DifferenceKind.EXTRA_ID_MAP,
                        "tidegate.id_map",
                        "people",
                        "",
                        "INSERT INTO tidegate.id_map VALUES (" + Things.person(Things.ANN) + ", 'people', '1')"));
    }

    private static String deleteIdMap(BsonValue id) {
        return "DELETE FROM tidegate.id_map WHERE id = " + Things.note(id);
    }

    static Stream<Damage> beside() {
        String parts = "ThingParts";
        String unmapped = "tidegate.unmapped";
        return Stream.of(
                of(
                        "child lost",
                        DifferenceKind.MISSING_CHILD,
                        parts,
                        Things.FULL,
                        "",
                        "DELETE FROM \"ThingParts\" WHERE code = 'q'"),
                of(
                        "child more",
                        DifferenceKind.EXTRA_CHILD,
                        parts,
                        Things.FULL,
                        "",
                        "INSERT INTO \"ThingParts\" VALUES (" + Things.thing(Things.FULL) + ", 2, 'r', 1)"),
                of(
                        "child without a document",
                        DifferenceKind.EXTRA_CHILD,
                        parts,
                        Things.NOBODY,
                        "",
                        "INSERT INTO \"ThingParts\" VALUES (" + Things.thing(Things.NOBODY) + ", 0, 'r', 1)"),
                of(
                        "child of a dead letter",
                        DifferenceKind.EXTRA_CHILD,
                        parts,
                        Things.BAD,
                        "",
                        "INSERT INTO \"ThingParts\" VALUES (" + Things.thing(Things.BAD) + ", 0, 'r', 1)"),
                of(
                        "child's value",
                        DifferenceKind.VALUE,
                        parts,
                        Things.FULL,
                        "qty",
                        "UPDATE \"ThingParts\" SET qty = 2 WHERE code = 'p'"),
                of(
                        "children in another order",
                        DifferenceKind.VALUE,
                        parts,
                        Things.FULL,
                        "code",
                        "UPDATE \"ThingParts\" SET ordinal = ordinal + 10 WHERE code <> 'old'",
                        "UPDATE \"ThingParts\" SET ordinal = 11 - ordinal WHERE code <> 'old'"),
                of(
                        "edge lost",
                        DifferenceKind.MISSING_EDGE,
                        "ThingPeople",
                        Things.BOB,
                        "",
                        deleteEdge(Things.FULL, Things.BOB)),
                of(
                        "edge of the right end lost",
                        DifferenceKind.MISSING_EDGE,
                        "ThingPeople",
                        Things.SPARSE,
                        "",
                        deleteEdge(Things.SPARSE, Things.ANN)),
                of(
                        "edge more",
                        DifferenceKind.EXTRA_EDGE,
                        "ThingPeople",
                        Things.BOB,
                        "",
                        insertEdge(Things.thing(Things.SPARSE), Things.person(Things.BOB))),
                of(
                        "edge between the wrong collections",
                        DifferenceKind.EXTRA_EDGE,
                        "ThingPeople",
                        "" + Shop.PEOPLE.uuid(Things.ANN),
                        "",
                        insertEdge(Things.person(Things.ANN), Things.thing(Things.FULL))),
                of(
                        "edge of any id lost",
                        DifferenceKind.MISSING_EDGE,
                        "NotePeople",
                        Things.ANN,
                        "",
                        "DELETE FROM \"NotePeople\""),
                of(
                        "edge of any id more",
                        DifferenceKind.EXTRA_EDGE,
                        "NotePeople",
                        Things.BOB,
                        "",
                        "INSERT INTO \"NotePeople\" VALUES (" + Things.note(Things.NOTE_TEXT) + ", "
                                + Things.person(Things.BOB) + ")"),
                of(
                        "unmapped lost",
                        DifferenceKind.MISSING_UNMAPPED,
                        unmapped,
                        Things.FULL,
                        "",
                        "DELETE FROM tidegate.unmapped"),
                of(
                        "unmapped more",
                        DifferenceKind.EXTRA_UNMAPPED,
                        unmapped,
                        Things.SPARSE,
                        "",
                        "INSERT INTO tidegate.unmapped VALUES ('Things', " + Things.thing(Things.SPARSE)
                                + ", '{\"x\": 1}')"),
                of(
                        "unmapped of no document",
                        DifferenceKind.EXTRA_UNMAPPED,
                        unmapped,
                        Things.NOBODY,
                        "",
                        "INSERT INTO tidegate.unmapped VALUES ('people', " + Things.person(Things.NOBODY)
                                + ", '{\"x\": 1}')"),
                of(
                        "unmapped of no table",
                        DifferenceKind.EXTRA_UNMAPPED,
                        unmapped,
                        "things",
                        "",
                        "INSERT INTO tidegate.unmapped VALUES ('things', " + Things.thing(Things.FULL)
                                + ", '{\"x\": 1}')"),
                of(
                        "unmapped's type",
                        DifferenceKind.UNMAPPED_CONTENT,
                        unmapped,
                        Things.FULL,
                        "",
                        setFields("'{legacy}'", "5")),
                of(
                        "unmapped's original",
                        DifferenceKind.UNMAPPED_CONTENT,
                        unmapped,
                        Things.FULL,
                        "",
                        setFields("'{$original,name}'", "\"ImFiIg==\"")),
                of(
                        "field that the file ignores",
                        DifferenceKind.UNMAPPED_CONTENT,
                        unmapped,
                        Things.FULL,
                        "",
                        setFields("'{ignored}'", "1")));
    }

    private static String deleteEdge(ObjectId thing, ObjectId person) {
        return "DELETE FROM \"ThingPeople\" WHERE thing_id = " + Things.thing(thing) + " AND person_id = "
                + Things.person(person);
    }

    private static String insertEdge(String left, String right) {
        return "INSERT INTO \"ThingPeople\" VALUES (" + left + ", " + right + ")";
    }

    private static String setFields(String path, String json) {
        return "UPDATE tidegate.unmapped SET fields = jsonb_set(fields, " + path + ", '" + json + "')";
    }

    static Stream<Damage> deadLetters() {
        String table = "tidegate.dead_letter";
        return Stream.of(
                of(
                        "dead letter lost",
                        DifferenceKind.DEAD_LETTER_MISSING,
                        table,
                        Things.BAD,
                        "",
                        delete(Things.BAD.toHexString())),
                of(
                        "stale dead letter lost",
                        DifferenceKind.DEAD_LETTER_MISSING,
                        table,
                        Things.STALE,
                        "",
                        deleteEdge(Things.STALE, Things.ANN),
                        delete(Things.STALE.toHexString())),
                of(
                        "dead letter of another id lost",
                        DifferenceKind.DEAD_LETTER_MISSING,
                        table,
                        Things.OLD_ID,
                        "",
                        delete("\"" + Things.OLD_ID + "\"")),
                of(
                        "dead letter of a good document",
                        DifferenceKind.DEAD_LETTER_UNEXPECTED,
                        table,
                        Things.FULL,
                        "",
                        Things.deadLetter(Things.FULL.toHexString(), "not-exact", true)),
                of(
                        "dead letter instead of a row",
                        DifferenceKind.DEAD_LETTER_UNEXPECTED,
                        table,
                        Things.SPARSE,
                        "",
                        "DELETE FROM \"Things\" WHERE name = 'sparse'",
                        Things.deadLetter(Things.SPARSE.toHexString(), "not-exact", false)),
                of(
                        "dead letter of no document",
                        DifferenceKind.DEAD_LETTER_EXTRA,
                        table,
                        Things.NOBODY,
                        "",
                        Things.deadLetter(Things.NOBODY.toHexString(), "not-exact", false)),
                of(
                        "dead letter of no document of another id",
                        DifferenceKind.DEAD_LETTER_EXTRA,
                        table,
                        "gone",
                        "",
                        Things.deadLetter("\"gone\"", "wrong-id-type", false)),
                of(
                        "dead letter of no collection",
                        DifferenceKind.DEAD_LETTER_EXTRA,
                        table,
                        "nothings",
                        "",
                        "UPDATE tidegate.dead_letter SET collection = 'nothings' WHERE false",
                        Things.deadLetter("1", "x", false).replace("'things'", "'nothings'")),
                of(
                        "another reason",
                        DifferenceKind.DEAD_LETTER_REASON,
                        table,
                        Things.BAD,
                        "",
                        "UPDATE tidegate.dead_letter SET reason = 'conflict' WHERE reason = 'required-absent'"),
                of(
                        "stale not said",
                        DifferenceKind.STALE_FLAG,
                        table,
                        Things.STALE,
                        "",
                        "DELETE FROM \"ThingParts\" WHERE code = 'old'",
                        deleteEdge(Things.STALE, Things.ANN),
                        "UPDATE tidegate.dead_letter SET stale = false"),
                of(
                        "stale row lost",
                        DifferenceKind.STALE_FLAG,
                        table,
                        Things.STALE,
                        "",
                        "DELETE FROM \"Things\" WHERE name = 'was good'"));
    }

    private static String delete(String id) {
        return "DELETE FROM tidegate.dead_letter WHERE document_id = '" + id + "'";
    }

    private static Damage value(String name, String column, String sql) {
        return of(name, DifferenceKind.VALUE, "Things", Things.FULL, column, update(column, sql, Things.FULL));
    }

    private static String update(String column, String sql, ObjectId id) {
        return "UPDATE \"Things\" SET " + column + " = " + sql + " WHERE id = " + Things.thing(id);
    }

    private static Damage of(String name, DifferenceKind kind, String table, Object id, String column, String... sql) {
        return new Damage(name, kind, table, id.toString(), column, sql);
    }

    @Override
    public String toString() {
        return name;
    }
}
