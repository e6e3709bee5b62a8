package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.address.Addresses;
import dev.tidegate.cli.address.TargetConnection;
import dev.tidegate.cli.errors.DeadLetterFilter;
import dev.tidegate.cli.errors.DeadLetterTable;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.sink.connect.PostgresAddress;
import dev.tidegate.validator.Validation;
import dev.tidegate.validator.ValidationProgress;
import dev.tidegate.validator.ValidatorConfig;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.ValidationResult;
import java.sql.Connection;
import java.sql.SQLException;
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
}
