package dev.tidegate.sink.target;

import dev.tidegate.mapping.ddl.Ddl;
import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.Extension;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Migration.ExistingRows;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.sink.connect.Connections;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the target ready for rows: what is missing is created, what is there is compared with the migration file.
 *
 * <p>All in one transaction under a lock: several instances may start at once, and a refusal changes nothing.
 */
public final class TargetSchema {
    private static final Logger LOG = LoggerFactory.getLogger(TargetSchema.class);
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('tidegate.target', 0))";

    private final Connections connections;
    private final Migration migration;
    private final Ddl ddl;
    private final String file;
    private final String kafkaCluster;

    /**
     * @param file the migration file's text, to show what has changed in it
     * @param kafkaCluster the id of the one that rows come from
     */
    public TargetSchema(Connections connections, Migration migration, String file, String kafkaCluster) {
        this.connections = connections;
        this.migration = migration;
        this.ddl = new Ddl(migration);
        this.file = file;
        this.kafkaCluster = kafkaCluster;
    }

    /**
     * @throws UnfitTargetException when tables or enums differ from the file, or rows are there that the file refuses
     * @throws ChangedMigrationException when the file is not the one of the first start
     * @throws ForeignTargetException when another migration's records are in the target, or another Kafka's
     * @throws dev.tidegate.sink.connect.TargetUnreachableException when PostgreSQL does not answer
     */
    public void prepare() {
        connections.check();
        try (Connection connection = connections.own()) {
            connection.setAutoCommit(false);
            prepare(connection);
            connection.commit();
        } catch (SQLException e) {
            throw new TargetPreparationException(migration.name(), e);
        }
    }

    private void prepare(Connection connection) throws SQLException {
        execute(connection, LOCK);
        boolean firstStart = meetOwner(connection);
        createSchema(connection, TidegateTables.SCHEMA);
        createSchema(connection, migration.target().schema());
        execute(connection, ddl.ownTables());
        createExtensions(connection);
        createOrCompare(connection);
        if (firstStart) {
            meetExistingRows(connection);
            StoredMigration.store(connection, migration, file, kafkaCluster);
        }
    }

    /** Whether this is the migration's first start into this target. */
    private boolean meetOwner(Connection connection) throws SQLException {
        TargetOwner owner = TargetOwner.of(connection, migration);
        Optional<StoredMigration> replaced = owner.replaced();
        if (replaced.isPresent()) {
            removeRecords(connection, replaced.get().name());
            return true;
        }
        owner.refusal().or(() -> owner.foreignKafka(kafkaCluster)).ifPresent(message -> {
            throw new ForeignTargetException(message);
        });
        owner.own().ifPresent(stored -> stored.requireSame(migration, file));
        return owner.own().isEmpty();
    }

    /** Waits for the batches that a sink of the former has at hand; those after them find that they are fenced. */
    private static void removeRecords(Connection connection, String former) throws SQLException {
        execute(connection, "DELETE FROM tidegate.sink_position");
        execute(connection, TargetOwner.REMOVAL);
        LOG.warn(
                "stage=sink the records of migration {}, which had this database before, are deleted, as the migration file declares"
                        + " (target.existing_rows: truncate)",
                former);
    }

    private static void createSchema(Connection connection, String schema) throws SQLException {
        if (!new Catalog(connection, schema).schemaExists()) {
            execute(connection, "CREATE SCHEMA " + Sql.quote(schema));
        }
    }

    private void createExtensions(Connection connection) throws SQLException {
        for (Extension extension : migration.extensions()) {
            Savepoint before = connection.setSavepoint();
            try {
                execute(connection, "CREATE EXTENSION IF NOT EXISTS " + Sql.quote(extension.name()));
            } catch (SQLException e) {
                if (!extension.optional()) {
                    throw e;
                }
                connection.rollback(before);
                LOG.info(
                        "stage=sink optional extension {} is not there, going on without (SQLSTATE {})",
                        extension.name(),
                        e.getSQLState());
            }
        }
    }

    private void createOrCompare(Connection connection) throws SQLException {
        execute(connection, ddl.enumTypes());
        execute(connection, ddl.tables());
        if (!migration.collections().isEmpty()) {
            execute(connection, ddl.functions());
        }
        List<String> differences = new ArrayList<>(enums(connection));
        differences.addAll(tables(connection, migration.target().schema(), migration.tables()));
        differences.addAll(tables(connection, TidegateTables.SCHEMA, TidegateTables.ALL_WITH_TOPIC));
        if (!differences.isEmpty()) {
            throw new UnfitTargetException(differences);
        }
    }

    private List<String> enums(Connection connection) throws SQLException {
        Map<String, List<String>> existing =
                new Catalog(connection, migration.target().schema()).enums();
        return migration.enums().stream()
                .flatMap(type -> TableDifferences.of(type, existing.getOrDefault(type.name(), List.of())).stream())
                .toList();
    }

    private static List<String> tables(Connection connection, String schema, List<Table> declared) throws SQLException {
        Map<String, ExistingTable> existing = new Catalog(connection, schema).tables();
        return declared.stream()
                .flatMap(table -> TableDifferences.of(table, existing.get(table.name())).stream())
                .toList();
    }

    private void meetExistingRows(Connection connection) throws SQLException {
        List<String> filled = new ArrayList<>();
        for (Table table : migration.tables()) {
            if (hasRows(connection, table)) {
                filled.add(Sql.quote(table));
            }
        }
        ExistingRows policy = migration.target().existingRows();
        if (filled.isEmpty() || policy == ExistingRows.KEEP) {
            return;
        }
        if (policy == ExistingRows.REFUSE) {
            throw new UnfitTargetException(filled.stream()
                    .map(table -> "table " + table + " has rows already: empty it, or say target.existing_rows: keep or"
                            + " truncate in the file")
                    .toList());
        }
        execute(connection, "TRUNCATE " + String.join(", ", filled));
        LOG.info("stage=sink rows that were in the target are gone, as the migration file declares: {}", filled);
    }

    static boolean hasRows(Connection connection, Table table) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT 1 FROM " + Sql.quote(table) + " LIMIT 1");
                ResultSet row = statement.executeQuery()) {
            return row.next();
        }
    }

    private static void execute(Connection connection, List<dev.tidegate.mapping.ddl.Statement> statements)
            throws SQLException {
        for (dev.tidegate.mapping.ddl.Statement statement : statements) {
            execute(connection, statement.sql());
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
