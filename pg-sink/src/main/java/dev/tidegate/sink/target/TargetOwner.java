package dev.tidegate.sink.target;

import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Migration.ExistingRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose records are in a database: Tidegate's own tables name no migration, so they hold those of one.
 *
 * <p>Another migration may take them over where its file declares {@code existing_rows: truncate}: then the rows of all of
 * the former's tables go, and with them its records.
 */
public final class TargetOwner {
    /** All that the former has in it: its own tables, the functions, the triggers of the verification. */
    static final String REMOVAL = "DROP SCHEMA tidegate CASCADE";

    private final Migration migration;
    private final List<StoredMigration> stored;
    private final String database;

    private TargetOwner(Migration migration, List<StoredMigration> stored, String database) {
        this.migration = migration;
        this.stored = stored;
        this.database = database;
    }

    static TargetOwner of(Connection connection, Migration migration) throws SQLException {
        return new TargetOwner(migration, StoredMigration.read(connection), connection.getCatalog());
    }

    /**
     * For whoever reads or changes what a migration has in the target. A target that has no records is nobody's.
     *
     * @param kafkaCluster the id of the one that is at hand; empty where none is
     * @throws ForeignTargetException when the records are another migration's, or came from another Kafka
     */
    public static void require(Connection connection, Migration migration, Optional<String> kafkaCluster)
            throws SQLException {
        TargetOwner owner = of(connection, migration);
        owner.refusal().ifPresent(message -> {
            throw new ForeignTargetException(message);
        });
        kafkaCluster.flatMap(owner::foreignKafka).ifPresent(message -> {
            throw new ForeignTargetException(message);
        });
    }

    /**
     * For who is about to start a sink.
     *
     * @throws ForeignTargetException when {@link TargetSchema#prepare} would throw it
     */
    public static void requireStartable(Connection connection, Migration migration, String kafkaCluster)
            throws SQLException {
        if (of(connection, migration).replaced().isEmpty()) {
            require(connection, migration, Optional.of(kafkaCluster));
        }
    }

    /**
     * For a sink that writes already: its migration's records may have been taken over since.
     *
     * @throws ForeignTargetException when they were
     */
    public static void requireStill(Connection connection, Migration migration) throws SQLException {
        TargetOwner owner = of(connection, migration);
        if (owner.own().isEmpty() || owner.other().isPresent()) {
            throw new ForeignTargetException("database " + owner.database + " no longer holds the records of migration "
                    + migration.name()
                    + owner.other()
                            .map(other -> ": " + other.name() + " has taken it over")
                            .orElse("")
                    + ". This sink has written nothing since, and ends");
        }
    }

    Optional<StoredMigration> own() {
        return stored.stream()
                .filter(each -> each.name().equals(migration.name()))
                .findFirst();
    }

    Optional<StoredMigration> other() {
        return stored.stream()
                .filter(each -> !each.name().equals(migration.name()))
                .findFirst();
    }

    /** The former whose rows and records a first start takes away; empty also where it is to be refused. */
    Optional<StoredMigration> replaced() {
        return other().filter(former -> own().isEmpty()
                && stored.size() == 1
                && migration.target().existingRows() == ExistingRows.TRUNCATE
                && isWithinThisFile(former));
    }

    /** Why a migration that reads or resumes here would meet another's records. */
    Optional<String> refusal() {
        return other().map(former -> "database " + database + " holds the records of migration " + former.name()
                + " (schema tidegate; first start " + former.firstStart() + "), those of " + migration.name()
                + " would be mixed with them. Nothing was changed. Give " + migration.name()
                + " a database of its own; or, when " + former.name() + " is over, " + remedy(former));
    }

    private String remedy(StoredMigration former) {
        if (own().isEmpty() && stored.size() == 1 && isWithinThisFile(former)) {
            return "say target.existing_rows: truncate in the file and start: its rows and records are deleted then";
        }
        return "remove its records, whatever becomes of its rows: " + REMOVAL + ";";
    }

    private boolean isWithinThisFile(StoredMigration former) {
        Set<String> tables = migration.tables().stream().map(Sql::quote).collect(Collectors.toSet());
        return former.tables().filter(tables::containsAll).isPresent();
    }

    /** @param kafkaCluster the one at hand */
    Optional<String> foreignKafka(String kafkaCluster) {
        return own().flatMap(StoredMigration::kafkaCluster)
                .filter(then -> !then.equals(kafkaCluster))
                .map(then -> "database " + database + " was fed from Kafka cluster " + then + ", this is cluster "
                        + kafkaCluster
                        + ": what is in one is not in the other. Nothing was changed. Name the Kafka that"
                        + " it was fed from (KAFKA_BOOTSTRAP_SERVERS); when that is gone, start the migration anew under"
                        + " another name, with a database of its own or target.existing_rows: truncate in the file");
    }
}
