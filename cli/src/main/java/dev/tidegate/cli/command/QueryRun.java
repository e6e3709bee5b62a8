package dev.tidegate.cli.command;

import dev.tidegate.cli.check.query.QueryReport;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.TargetConnection;
import dev.tidegate.operate.failure.InvalidRequestException;
import dev.tidegate.operate.failure.OperationFailedException;
import dev.tidegate.preflight.query.InvalidQueryFileException;
import dev.tidegate.preflight.query.NamedQuery;
import dev.tidegate.preflight.query.QueryCheck;
import dev.tidegate.preflight.query.QueryFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** Runs a file's queries on the target; names without a schema are in the migration's, where a migration is given. */
record QueryRun(Path file, Optional<Migration> migration) {

    QueryReport run() {
        List<NamedQuery> queries = read();
        PostgresAddress address = address();
        try (Connection connection = TargetConnection.open(address);
                Statement statement = connection.createStatement()) {
            if (migration.isPresent()) {
                statement.execute("SET search_path = "
                        + Sql.quote(migration.get().target().schema()) + ", public");
            }
            return new QueryReport(new QueryCheck(connection).run(queries));
        } catch (SQLException e) {
            throw new OperationFailedException(
                    "cannot reach PostgreSQL at " + address + " (SQLSTATE " + e.getSQLState()
                            + "). Is it up, and the address right?",
                    e);
        }
    }

    private List<NamedQuery> read() {
        if (!Files.isReadable(file)) {
            throw new InvalidRequestException(
                    "cannot read the file of queries " + file + ": no such file, or no right to read it");
        }
        try {
            return QueryFile.read(file);
        } catch (InvalidQueryFileException e) {
            throw new InvalidRequestException("the file of queries " + file + " cannot be used:\n  " + e.getMessage());
        }
    }

    private PostgresAddress address() {
        String url = migration
                .flatMap(given -> Addresses.resolve(given, System.getenv()).postgresUrl())
                .or(() -> Optional.ofNullable(System.getenv(Addresses.POSTGRES)).filter(value -> !value.isBlank()))
                .orElseThrow(() -> new InvalidRequestException(
                        "no address given for PostgreSQL: set " + Addresses.POSTGRES + " in the environment"));
        return Addresses.target(url);
    }
}
