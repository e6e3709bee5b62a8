package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.Index;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.TargetConnection;
import dev.tidegate.operate.errors.DeadLetterFilter;
import dev.tidegate.operate.errors.DeadLetterTable;
import dev.tidegate.validator.Validation;
import dev.tidegate.validator.ValidationProgress;
import dev.tidegate.validator.ValidatorConfig;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.ValidationResult;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Every document against its rows, and the dead letters against those that were made. */
final class Proof {
    private Proof() {}

    static ValidationResult requireEqual(Migration migration, Addresses addresses, Set<String> expectedDeadLetters)
            throws SQLException {
        PostgresAddress postgres = PostgresAddress.parse(addresses.postgres());
        ValidationResult result = new Validation(
                        new ValidatorConfig(migration, addresses.mongodb(), TargetConnection.jdbcUrl(postgres)),
                        Pipeline.AT_REST)
                .run(new Coverage.Full(), ValidationProgress.SILENT);
        assertThat(result.differences()).isEmpty();
        assertThat(result.passes()).isTrue();
        try (Connection connection = TargetConnection.open(postgres)) {
            assertThat(new DeadLetterTable(connection)
                            .page(DeadLetterFilter.ALL, Optional.empty(), Integer.MAX_VALUE).stream()
                                    .map(entry -> entry.collection() + " " + entry.reason())
                                    .collect(Collectors.toSet()))
                    .isEqualTo(expectedDeadLetters);
        }
        return result;
    }

    /** Those that do not enforce anything stand. */
    static void requireIndexes(Migration migration, Addresses addresses) throws SQLException {
        Set<String> declared = migration.tables().stream()
                .flatMap(table -> table.indexes().stream())
                .filter(index -> !index.unique())
                .map(Index::name)
                .collect(Collectors.toSet());
        Set<String> valid = new HashSet<>();
        try (Connection connection = TargetConnection.open(PostgresAddress.parse(addresses.postgres()));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE indisvalid")) {
            while (row.next()) {
                valid.add(row.getString(1));
            }
        }
        assertThat(declared).isNotEmpty();
        assertThat(valid).containsAll(declared);
    }
}
