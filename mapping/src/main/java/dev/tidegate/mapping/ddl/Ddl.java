package dev.tidegate.mapping.ddl;

import dev.tidegate.mapping.declaration.Index;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.declaration.TidegateTables;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * All SQL that a migration's target needs, as text, in three lots: {@link #atStart} before the first row, {@link
 * #secondaryIndexes} when the snapshot is in, {@link #uniqueIndexes} and {@link #foreignKeys} when constraints are
 * sealed. Each statement may be run again without harm; what exists already is not compared.
 */
public final class Ddl {
    private final Migration migration;

    public Ddl(Migration migration) {
        this.migration = migration;
    }

    /** Extensions, schemas, enum types, tables with primary keys only, Tidegate's own tables and functions. */
    public List<Statement> atStart() {
        List<Statement> statements = new ArrayList<>(extensions());
        statements.addAll(schemas());
        statements.addAll(enumTypes());
        statements.addAll(tables());
        statements.addAll(ownTables());
        statements.addAll(functions());
        return List.copyOf(statements);
    }

    /** An optional extension's failure is to be reported and skipped; see {@link Migration#extensions}. */
    public List<Statement> extensions() {
        return migration.extensions().stream()
                .map(each -> new Statement(each.name(), "CREATE EXTENSION IF NOT EXISTS " + Sql.quote(each.name())))
                .toList();
    }

    public List<Statement> schemas() {
        return List.of(schema(migration.target().schema()), schema(TidegateTables.SCHEMA));
    }

    public List<Statement> enumTypes() {
        String schema = migration.target().schema();
        return migration.enums().stream()
                .map(type -> TableDdl.enumType(schema, type))
                .toList();
    }

    /** The application's tables, as rows need them while they flow: no unique constraint, no foreign key. */
    public List<Statement> tables() {
        return migration.tables().stream().map(TableDdl::create).toList();
    }

    public Statement createTable(Table table) {
        return TableDdl.create(table);
    }

    /** Tidegate's own tables; their schema must be there. */
    public List<Statement> ownTables() {
        return OwnTables.create();
    }

    /** {@code tidegate.object_id(uuid)} and {@code tidegate.uuid_for(collection, object_id)}. */
    public List<Statement> functions() {
        return IdFunctions.of(migration);
    }

    /** Tier by tier. Concurrent builds cannot run in a transaction block, and a failed one leaves an INVALID index. */
    public List<Statement> secondaryIndexes() {
        List<Statement> statements = new ArrayList<>();
        for (int tier = 1; tier <= 3; tier++) {
            statements.addAll(secondaryIndexes(tier));
        }
        return List.copyOf(statements);
    }

    public List<Statement> secondaryIndexes(int tier) {
        return indexes(index -> !index.unique() && index.tier() == tier);
    }

    public List<Statement> uniqueIndexes() {
        return indexes(Index::unique);
    }

    public Statement createIndex(Table table, Index index, boolean concurrently) {
        return TableDdl.index(table, index, concurrently);
    }

    /** For each key: ADD … NOT VALID, then VALIDATE. */
    public List<Statement> foreignKeys() {
        return migration.tables().stream()
                .flatMap(table -> table.foreignKeys().stream().flatMap(key -> TableDdl.foreignKey(table, key).stream()))
                .toList();
    }

    /** What a person should know before the start. */
    public List<Warning> warnings() {
        return new Warnings(migration).all();
    }

    private List<Statement> indexes(Predicate<Index> wanted) {
        return migration.tables().stream()
                .flatMap(table ->
                        table.indexes().stream().filter(wanted).map(index -> TableDdl.index(table, index, true)))
                .toList();
    }

    private static Statement schema(String name) {
        return new Statement(name, "CREATE SCHEMA IF NOT EXISTS " + Sql.quote(name));
    }
}
