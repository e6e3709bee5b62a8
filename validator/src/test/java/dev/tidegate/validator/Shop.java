package dev.tidegate.validator;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.CollectionMapping.UnmappedFields;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.ColumnMapping.Default;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.EnumType;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Parsing;
import dev.tidegate.mapping.declaration.Policies;
import dev.tidegate.mapping.declaration.Reference;
import dev.tidegate.mapping.declaration.Reference.Candidate;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.id.CollectionIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A migration with one of everything: {@code things} and {@code people} with ObjectIds, {@code notes} with any id. */
final class Shop {
    static final String DATABASE = "shop";
    static final CollectionIds THINGS = new CollectionIds("things", CollectionIds.defaultTag("things"));
    static final CollectionIds PEOPLE = new CollectionIds("people", CollectionIds.defaultTag("people"));
    static final CollectionIds NOTES = new CollectionIds("notes", CollectionIds.defaultTag("notes"));

    private static final ColumnType LEVEL = ColumnType.enumeration("Level");

    private Shop() {}

    static Migration migration() {
        List<ColumnMapping> things = things();
        List<ColumnMapping> parts = List.of(required("code", ColumnKind.TEXT), column("qty", ColumnKind.INTEGER));
        return new Migration(
                "shop",
                new Migration.Source(DATABASE),
                new Migration.Target("public", Migration.ExistingRows.REFUSE),
                new Migration.Addresses(Optional.empty(), Optional.empty(), Optional.empty()),
                List.of(),
                List.of(new EnumType("Level", List.of("low", "High"))),
                List.of(
                        collection(THINGS, "Things", IdKind.OBJECT_ID, things, List.of(child(parts))),
                        collection(PEOPLE, "people", IdKind.OBJECT_ID, people(), List.of()),
                        collection(NOTES, "notes", IdKind.ANY, notes(), List.of())),
                List.of(
                        new Junction(
                                "ThingPeople",
                                new Junction.End("things", "thing_id", Optional.of("people")),
                                new Junction.End("people", "person_id", Optional.of("things"))),
                        new Junction(
                                "NotePeople",
                                new Junction.End("notes", "note_id", Optional.of("readers")),
                                new Junction.End("people", "person_id", Optional.empty()))),
                tables(things, parts),
                new Migration.KafkaSettings(1, (short) 1),
                "hash");
    }

    private static List<ColumnMapping> things() {
        return List.of(
                required("name", ColumnKind.TEXT),
                column("n", ColumnKind.INTEGER),
                column("big", ColumnKind.BIGINT),
                column("num", ColumnKind.NUMERIC),
                column("dbl", ColumnKind.NUMERIC),
                column("flag", ColumnKind.BOOLEAN),
                column("at", ColumnKind.TIMESTAMP),
                column("txt", ColumnKind.TEXT),
                mapping("lvl", LEVEL, false, Optional.empty(), Optional.empty()),
                reference("owner", ColumnType.of(ColumnKind.UUID), new Candidate("people", "owner")),
                column("payload", ColumnKind.JSONB),
                mapping("tags", ColumnType.listOf(ColumnKind.TEXT), false, Optional.empty(), Optional.empty()),
                reference("friends", ColumnType.listOf(ColumnKind.UUID), new Candidate("people", "friends")),
                reference(
                        "subject",
                        ColumnType.of(ColumnKind.UUID),
                        new Candidate("people", "subject"),
                        new Candidate("notes", "note")),
                reference("note", ColumnType.of(ColumnKind.UUID), new Candidate("notes", "note")),
                mapping(
                        "rank",
                        ColumnType.of(ColumnKind.INTEGER),
                        true,
                        Optional.of(new Default.Constant("7")),
                        Optional.empty()),
                mapping(
                        "made",
                        ColumnType.of(ColumnKind.TIMESTAMP),
                        true,
                        Optional.of(new Default.ObjectIdTime()),
                        Optional.empty()));
    }

    private static List<ColumnMapping> people() {
        return List.of(required("name", ColumnKind.TEXT));
    }

    private static List<ColumnMapping> notes() {
        return List.of(required("body", ColumnKind.TEXT));
    }

    private static ChildTable child(List<ColumnMapping> columns) {
        return new ChildTable(
                "ThingParts", "parts", "thing_id", "ordinal", Optional.empty(), Optional.empty(), columns);
    }

    private static CollectionMapping collection(
            CollectionIds ids, String table, IdKind kind, List<ColumnMapping> columns, List<ChildTable> children) {
        return new CollectionMapping(
                ids.collection(),
                kind,
                ids.tag(),
                table,
                "id",
                columns,
                children,
                List.of(),
                UnmappedFields.KEEP,
                List.of("ignored"));
    }

    private static List<Table> tables(List<ColumnMapping> things, List<ColumnMapping> parts) {
        return List.of(
                table("Things", List.of("id"), List.of(uuid("id")), things),
                table("people", List.of("id"), List.of(uuid("id")), people()),
                table("notes", List.of("id"), List.of(uuid("id")), notes()),
                table(
                        "ThingParts",
                        List.of("thing_id", "ordinal"),
                        List.of(
                                uuid("thing_id"),
                                new Column("ordinal", ColumnType.of(ColumnKind.INTEGER), false, Optional.empty())),
                        parts),
                table("ThingPeople", List.of("thing_id", "person_id"), edge("thing_id", "person_id"), List.of()),
                table("NotePeople", List.of("note_id", "person_id"), edge("note_id", "person_id"), List.of()));
    }

    private static List<Column> edge(String left, String right) {
        return List.of(uuid(left), uuid(right));
    }

    private static Table table(String name, List<String> key, List<Column> first, List<ColumnMapping> mapped) {
        var columns = new ArrayList<>(first);
        mapped.forEach(mapping ->
                columns.add(new Column(mapping.column(), mapping.type(), !mapping.required(), Optional.empty())));
        return new Table("public", name, columns, key, List.of(), List.of());
    }

    private static Column uuid(String name) {
        return new Column(name, ColumnType.of(ColumnKind.UUID), false, Optional.empty());
    }

    static ColumnMapping column(String name, ColumnKind kind) {
        return mapping(name, ColumnType.of(kind), false, Optional.empty(), Optional.empty());
    }

    static ColumnMapping required(String name, ColumnKind kind) {
        return mapping(name, ColumnType.of(kind), true, Optional.empty(), Optional.empty());
    }

    static ColumnMapping reference(String name, ColumnType type, Candidate... candidates) {
        return mapping(name, type, false, Optional.empty(), Optional.of(new Reference(List.of(candidates))));
    }

    static ColumnMapping mapping(
            String name,
            ColumnType type,
            boolean required,
            Optional<Default> whenAbsent,
            Optional<Reference> reference) {
        return new ColumnMapping(
                name,
                type,
                List.of(name),
                Optional.empty(),
                required,
                whenAbsent,
                reference,
                Map.of(),
                Parsing.NONE,
                Policies.DEFAULTS);
    }

    /** The tables, without a foreign key or an index: damage must fit in. */
    static Stream<String> ddl() {
        return Stream.of(
                "CREATE TYPE \"Level\" AS ENUM ('low', 'High')",
                "CREATE TABLE \"Things\" (id uuid PRIMARY KEY, name text NOT NULL, n integer, big bigint, num numeric, dbl numeric,"
                        + " flag boolean, at timestamp(3), txt text, lvl \"Level\", owner uuid, payload jsonb, tags text[],"
                        + " friends uuid[], subject uuid, note uuid, rank integer NOT NULL, made timestamp(3) NOT NULL)",
                "CREATE TABLE people (id uuid PRIMARY KEY, name text NOT NULL)",
                "CREATE TABLE notes (id uuid PRIMARY KEY, body text NOT NULL)",
                "CREATE TABLE \"ThingParts\" (thing_id uuid, ordinal integer, code text NOT NULL, qty integer,"
                        + " PRIMARY KEY (thing_id, ordinal))",
                "CREATE TABLE \"ThingPeople\" (thing_id uuid, person_id uuid, PRIMARY KEY (thing_id, person_id))",
                "CREATE TABLE \"NotePeople\" (note_id uuid, person_id uuid, PRIMARY KEY (note_id, person_id))",
                "CREATE SCHEMA tidegate",
                "CREATE TABLE tidegate.unmapped (\"table\" text, id uuid, fields jsonb, PRIMARY KEY (\"table\", id))",
                "CREATE TABLE tidegate.dead_letter (collection text, document_id text, stage text, reason text,"
                        + " field text, sqlstate text, message text, topic text, partition int, \"offset\" bigint,"
                        + " stale boolean, first_seen timestamptz, last_seen timestamptz,"
                        + " PRIMARY KEY (collection, document_id))",
                "CREATE TABLE tidegate.id_map (id uuid PRIMARY KEY, collection text, document_id text)");
    }
}
