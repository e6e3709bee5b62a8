package dev.tidegate.transform;

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
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.id.CollectionIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small migration that has each construct once. */
public final class ShopMigration {
    private ShopMigration() {}

    public static Migration with(String name, int partitions) {
        List<Table> tables = new ArrayList<>();
        List<CollectionMapping> collections = List.of(
                people(tables),
                groups(tables),
                tags(tables),
                tasks(tables),
                crmTasks(tables),
                comments(tables),
                notes(tables));
        tables.add(table("PeopleGroups", List.of("person", "group"), id("person"), id("group")));
        tables.add(table("PeopleTags", List.of("person", "tag"), id("person"), id("tag")));
        List<Junction> junctions = List.of(
                new Junction("PeopleGroups", end("people", "person", "groupIds"), end("groups", "group", "memberIds")),
                new Junction("PeopleTags", end("people", "person", "tagIds"), end("tags", "tag", null)));
        return new Migration(
                name,
                new Migration.Source("shop"),
                new Migration.Target("public", Migration.ExistingRows.REFUSE),
                new Migration.Addresses(Optional.empty(), Optional.empty(), Optional.empty()),
                List.of(),
                List.of(new EnumType("Status", List.of("ACTIVE", "GONE"))),
                collections,
                junctions,
                tables,
                new Migration.KafkaSettings(partitions, (short) 1),
                "0".repeat(64));
    }

    private static CollectionMapping people(List<Table> tables) {
        tables.add(table(
                "People",
                List.of("id"),
                id("id"),
                column("name", ColumnKind.TEXT, false),
                column("age", ColumnKind.INTEGER, true),
                column("email", ColumnKind.TEXT, true),
                new Column("status", ColumnType.enumeration("Status"), true, Optional.empty()),
                column("joined", ColumnKind.TIMESTAMP, false),
                column("kind", ColumnKind.TEXT, false),
                column("boss", ColumnKind.UUID, true)));
        tables.add(table(
                "Phones",
                List.of("person", "ordinal"),
                id("person"),
                column("ordinal", ColumnKind.INTEGER, false),
                column("number", ColumnKind.TEXT, false),
                column("kind", ColumnKind.TEXT, true)));
        tables.add(table(
                "Accounts",
                List.of("person", "code"),
                id("person"),
                column("code", ColumnKind.TEXT, false),
                column("amount", ColumnKind.INTEGER, true)));
        tables.add(table(
                "Skills",
                List.of("person", "ordinal"),
                id("person"),
                column("ordinal", ColumnKind.INTEGER, false),
                column("skill", ColumnKind.TEXT, true)));
        List<ColumnMapping> columns = List.of(
                mapped("name", ColumnKind.TEXT, true, "name"),
                mapped("age", ColumnKind.INTEGER, false, "age"),
                mapped("email", ColumnKind.TEXT, false, "email", "contact.mail"),
                new ColumnMapping(
                        "status",
                        ColumnType.enumeration("Status"),
                        List.of("status"),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("Active", "ACTIVE"),
                        Parsing.NONE,
                        Policies.DEFAULTS),
                new ColumnMapping(
                        "joined",
                        ColumnType.of(ColumnKind.TIMESTAMP),
                        List.of("joined"),
                        Optional.empty(),
                        true,
                        Optional.of(new Default.ObjectIdTime()),
                        Optional.empty(),
                        Map.of(),
                        Parsing.NONE,
                        Policies.DEFAULTS),
                new ColumnMapping(
                        "kind",
                        ColumnType.of(ColumnKind.TEXT),
                        List.of(),
                        Optional.of("person"),
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Parsing.NONE,
                        Policies.DEFAULTS),
                reference("boss", false, "boss", new Reference.Candidate("people", "boss")));
        List<ChildTable> children = List.of(
                new ChildTable(
                        "Phones",
                        "contact.phones",
                        "person",
                        "ordinal",
                        Optional.empty(),
                        Optional.empty(),
                        List.of(
                                mapped("number", ColumnKind.TEXT, true, "number"),
                                mapped("kind", ColumnKind.TEXT, false, "kind"))),
                new ChildTable(
                        "Accounts",
                        "accounts",
                        "person",
                        "code",
                        Optional.of("code"),
                        Optional.empty(),
                        List.of(mapped("amount", ColumnKind.INTEGER, false, "amount"))),
                new ChildTable(
                        "Skills", "skills", "person", "ordinal", Optional.empty(), Optional.of("skill"), List.of()));
        return collection("people", IdKind.OBJECT_ID, "People", columns, children, List.of());
    }

    private static CollectionMapping groups(List<Table> tables) {
        tables.add(table("Groups", List.of("id"), id("id"), column("title", ColumnKind.TEXT, true)));
        List<ColumnMapping> columns = List.of(mapped("title", ColumnKind.TEXT, false, "title"));
        return collection("groups", IdKind.OBJECT_ID, "Groups", columns, List.of(), List.of());
    }

    private static CollectionMapping tags(List<Table> tables) {
        tables.add(table("Tags", List.of("id"), id("id"), column("label", ColumnKind.TEXT, true)));
        List<ColumnMapping> columns = List.of(mapped("label", ColumnKind.TEXT, true, "label"));
        return collection("tags", IdKind.ANY, "Tags", columns, List.of(), List.of());
    }

    private static CollectionMapping tasks(List<Table> tables) {
        tables.add(table("Tasks", List.of("id"), id("id"), column("title", ColumnKind.TEXT, false)));
        List<ColumnMapping> columns = List.of(mapped("title", ColumnKind.TEXT, true, "title"));
        return collection("tasks", IdKind.OBJECT_ID, "Tasks", columns, List.of(), List.of());
    }

    private static CollectionMapping crmTasks(List<Table> tables) {
        tables.add(table("CrmTasks", List.of("id"), id("id"), column("title", ColumnKind.TEXT, true)));
        List<ColumnMapping> columns = List.of(mapped("title", ColumnKind.TEXT, false, "title"));
        return collection("crmTasks", IdKind.OBJECT_ID, "CrmTasks", columns, List.of(), List.of());
    }

    private static CollectionMapping comments(List<Table> tables) {
        tables.add(table(
                "Comments",
                List.of("id"),
                id("id"),
                column("text", ColumnKind.TEXT, false),
                column("task", ColumnKind.UUID, true),
                column("crmTask", ColumnKind.UUID, true)));
        tables.add(table(
                "Mentions",
                List.of("comment", "ordinal"),
                id("comment"),
                column("ordinal", ColumnKind.INTEGER, false),
                column("task", ColumnKind.UUID, true),
                column("crmTask", ColumnKind.UUID, true)));
        tables.add(table("Links", List.of("comment", "to"), id("comment"), id("to")));
        List<ColumnMapping> columns = List.of(
                mapped("text", ColumnKind.TEXT, true, "text"),
                reference(
                        "task",
                        false,
                        "task",
                        new Reference.Candidate("tasks", "task"),
                        new Reference.Candidate("crmTasks", "crmTask")),
                reference("crmTask", false, "crmTask", new Reference.Candidate("crmTasks", "crmTask")));
        List<ChildTable> children = List.of(
                new ChildTable(
                        "Mentions",
                        "mentions",
                        "comment",
                        "ordinal",
                        Optional.empty(),
                        Optional.empty(),
                        List.of(
                                reference(
                                        "task",
                                        false,
                                        "of",
                                        new Reference.Candidate("tasks", "task"),
                                        new Reference.Candidate("crmTasks", "crmTask")),
                                mapping(
                                        "crmTask",
                                        ColumnKind.UUID,
                                        false,
                                        Optional.of(new Reference(
                                                List.of(new Reference.Candidate("crmTasks", "crmTask"))))))),
                new ChildTable(
                        "Links",
                        "links",
                        "comment",
                        "to",
                        Optional.of("to"),
                        Optional.empty(),
                        List.of(reference(
                                "to",
                                true,
                                "to",
                                new Reference.Candidate("tasks", "to"),
                                new Reference.Candidate("crmTasks", "to")))));
        return collection(
                "comments", IdKind.OBJECT_ID, "Comments", columns, children, List.of(List.of("task", "crmTask")));
    }

    private static CollectionMapping notes(List<Table> tables) {
        tables.add(table(
                "Notes",
                List.of("id"),
                id("id"),
                column("person", ColumnKind.UUID, true),
                column("tag", ColumnKind.UUID, true)));
        List<ColumnMapping> columns = List.of(reference(
                "person",
                false,
                "about",
                new Reference.Candidate("people", "person"),
                new Reference.Candidate("tags", "tag")));
        return collection("notes", IdKind.ANY, "Notes", columns, List.of(), List.of());
    }

    private static CollectionMapping collection(
            String name,
            IdKind ids,
            String table,
            List<ColumnMapping> columns,
            List<ChildTable> children,
            List<List<String>> requireAnyOf) {
        return new CollectionMapping(
                name,
                ids,
                CollectionIds.defaultTag(name),
                table,
                "id",
                columns,
                children,
                requireAnyOf,
                UnmappedFields.KEEP,
                List.of());
    }

    private static Junction.End end(String collection, String column, String array) {
        return new Junction.End(collection, column, Optional.ofNullable(array));
    }

    private static Table table(String name, List<String> key, Column... columns) {
        return new Table("public", name, List.of(columns), key, List.of(), List.of());
    }

    private static Column id(String name) {
        return column(name, ColumnKind.UUID, false);
    }

    private static Column column(String name, ColumnKind kind, boolean nullable) {
        return new Column(name, ColumnType.of(kind), nullable, Optional.empty());
    }

    private static ColumnMapping mapped(String column, ColumnKind kind, boolean required, String... fields) {
        return mapping(column, kind, required, Optional.empty(), fields);
    }

    private static ColumnMapping reference(
            String column, boolean required, String field, Reference.Candidate... candidates) {
        return mapping(column, ColumnKind.UUID, required, Optional.of(new Reference(List.of(candidates))), field);
    }

    private static ColumnMapping mapping(
            String column, ColumnKind kind, boolean required, Optional<Reference> reference, String... fields) {
        return new ColumnMapping(
                column,
                ColumnType.of(kind),
                List.of(fields),
                Optional.empty(),
                required,
                Optional.empty(),
                reference,
                Map.of(),
                Parsing.NONE,
                Policies.DEFAULTS);
    }
}
