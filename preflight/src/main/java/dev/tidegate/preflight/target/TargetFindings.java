package dev.tidegate.preflight.target;

import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Migration.ExistingRows;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.sink.target.TargetInspection;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether PostgreSQL can be the target: the server, and what is in it already. Changes nothing. */
public final class TargetFindings {
    private static final String LOGIN_REFUSED = "28";
    private static final String DENIED = "42501";
    private static final String NO_DATABASE = "3D000";

    private final PostgresAddress address;
    private final Migration migration;
    private final String file;
    private final Optional<String> kafkaCluster;

    /** @param kafkaCluster the id of the one that rows are to come from; empty where it does not answer */
    public TargetFindings(PostgresAddress address, Migration migration, String file, Optional<String> kafkaCluster) {
        this.address = address;
        this.migration = migration;
        this.file = file;
        this.kafkaCluster = kafkaCluster;
    }

    /** An unreachable server is a finding, not a failure. */
    public List<Finding> run() {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.connectionProperties())) {
            connection.setReadOnly(true);
            List<Finding> findings = new ArrayList<>(new TargetCheck(connection, migration).run());
            findings.addAll(existing(connection));
            return findings;
        } catch (SQLException e) {
            return List.of(failed(e));
        }
    }

    private List<Finding> existing(Connection connection) throws SQLException {
        TargetInspection.TargetState found = new TargetInspection(connection, migration, file).inspect(kafkaCluster);
        List<Finding> findings = new ArrayList<>();
        found.differences()
                .forEach(difference -> findings.add(Finding.blocking(
                        "target-differs",
                        difference.substring(0, difference.indexOf(':')),
                        difference.substring(difference.indexOf(':') + 1).strip(),
                        "alter the table or the file until they agree")));
        found.changedFile()
                .ifPresent(difference -> findings.add(Finding.blocking(
                        "file-changed",
                        migration.name(),
                        difference,
                        "put the file back as it was, or give the migration another name, with a database of its own or"
                                + " target.existing_rows: truncate")));
        found.foreign()
                .ifPresent(whose -> findings.add(
                        Finding.blocking("target-foreign", address.display(), whose, "do one of what it says")));
        found.replaced()
                .ifPresent(former -> findings.add(Finding.warning(
                        "target-replaced",
                        address.display(),
                        "it holds the records of migration " + former + ", which the first start deletes with its rows",
                        "nothing, when target.existing_rows: truncate is meant, and " + former + " is over")));
        if (found.startedBefore()) {
            findings.add(Finding.info(
                    "target-started",
                    migration.name(),
                    "this migration was started into this target before; a start resumes it"));
        } else if (found.foreign().isEmpty()) {
            found.filled().forEach(table -> findings.add(rows(table)));
        }
        return findings;
    }

    private Finding rows(String table) {
        ExistingRows policy = migration.target().existingRows();
        return switch (policy) {
            case REFUSE ->
                Finding.blocking(
                        "target-rows",
                        "table " + table,
                        "it has rows already",
                        "empty it, or say target.existing_rows: keep or truncate in the file");
            case TRUNCATE ->
                Finding.warning(
                        "target-rows",
                        "table " + table,
                        "it has rows, and the first start deletes them",
                        "nothing, when target.existing_rows: truncate is meant");
            case KEEP ->
                Finding.warning(
                        "target-rows",
                        "table " + table,
                        "it has rows, which stay",
                        "nothing, when target.existing_rows: keep is meant");
        };
    }

    private Finding failed(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (state.equals(DENIED)) {
            return Finding.blocking(
                    "target-privileges",
                    address.display(),
                    "the user may not read what is there (SQLSTATE 42501)",
                    "make the user a member of the role that owns the tables, or give them to it");
        }
        if (state.startsWith(LOGIN_REFUSED)) {
            return Finding.blocking(
                    "target-login",
                    address.display(),
                    "PostgreSQL refuses the user or the password (SQLSTATE " + state + ")",
                    "correct user and password in POSTGRES_URL, or pg_hba.conf");
        }
        if (state.equals(NO_DATABASE)) {
            return Finding.blocking(
                    "target-database",
                    address.display(),
                    "there is no such database",
                    "create it: CREATE DATABASE … ENCODING 'UTF8'");
        }
        return Finding.blocking(
                "target-unreachable",
                address.display(),
                "PostgreSQL cannot be reached (SQLSTATE " + state + ")",
                "is it up, and is POSTGRES_URL right?");
    }
}
