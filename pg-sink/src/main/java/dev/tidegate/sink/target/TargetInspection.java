package dev.tidegate.sink.target;

import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.EnumType;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.declaration.TidegateTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a start would say of a target as it stands. Reads only. */
public final class TargetInspection {
    private final Connection connection;
    private final Migration migration;
    private final String file;

    /** @param file the migration file's text, to show what has changed in it */
    public TargetInspection(Connection connection, Migration migration, String file) {
        this.connection = connection;
        this.migration = migration;
        this.file = file;
    }

    /**
     * @param differences of tables and enums that are there from the file; a start refuses them
     * @param filled quoted names of the file's tables that have rows
     * @param startedBefore this migration's rows may be among them
     * @param changedFile the difference to the file of the first start; a start refuses it
     * @param foreign whose records are there, if they are another's; a start refuses it
     * @param replaced the migration whose rows and records a start deletes
     */
    public record TargetState(
            List<String> differences,
            List<String> filled,
            boolean startedBefore,
            Optional<String> changedFile,
            Optional<String> foreign,
            Optional<String> replaced) {}

    /** @param kafkaCluster the id of the one that rows are to come from; empty where it does not answer */
    public TargetState inspect(Optional<String> kafkaCluster) throws SQLException {
        Map<String, ExistingTable> existing =
                new Catalog(connection, migration.target().schema()).tables();
        TargetOwner owner = TargetOwner.of(connection, migration);
        List<String> differences = new ArrayList<>(enums());
        differences.addAll(tables(migration.tables(), existing));
        if (owner.other().isEmpty()) {
            Map<String, ExistingTable> own = new Catalog(connection, TidegateTables.SCHEMA).tables();
            differences.addAll(tables(TidegateTables.ALL_WITH_TOPIC, own));
        }
        Optional<String> replaced = owner.replaced().map(StoredMigration::name);
        Optional<String> foreign = replaced.isPresent()
                ? Optional.empty()
                : owner.refusal().or(() -> kafkaCluster.flatMap(owner::foreignKafka));
        return new TargetState(
                differences, filled(existing), owner.own().isPresent(), changedFile(owner), foreign, replaced);
    }

    private Optional<String> changedFile(TargetOwner owner) {
        try {
            owner.own().ifPresent(stored -> stored.requireSame(migration, file));
            return Optional.empty();
        } catch (ChangedMigrationException e) {
            return Optional.of(e.getMessage());
        }
    }

    private List<String> enums() throws SQLException {
        Map<String, List<String>> existing =
                new Catalog(connection, migration.target().schema()).enums();
        List<String> differences = new ArrayList<>();
        for (EnumType type : migration.enums()) {
            if (existing.containsKey(type.name())) {
                differences.addAll(TableDifferences.of(type, existing.get(type.name())));
            }
        }
        return differences;
    }

    private static List<String> tables(List<Table> declared, Map<String, ExistingTable> existing) {
        return declared.stream()
                .filter(table -> existing.containsKey(table.name()))
                .flatMap(table -> TableDifferences.of(table, existing.get(table.name())).stream())
                .toList();
    }

    private List<String> filled(Map<String, ExistingTable> existing) throws SQLException {
        List<String> filled = new ArrayList<>();
        for (Table table : migration.tables()) {
            ExistingTable there = existing.get(table.name());
            boolean isTable = there != null && (there.kind() == 'r' || there.kind() == 'p');
            if (isTable && TargetSchema.hasRows(connection, table)) {
                filled.add(Sql.quote(table));
            }
        }
        return filled;
    }
}
