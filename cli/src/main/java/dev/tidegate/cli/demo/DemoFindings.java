package dev.tidegate.cli.demo;

import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.TargetConnection;
import dev.tidegate.operate.errors.DeadLetter;
import dev.tidegate.operate.errors.DeadLetterFilter;
import dev.tidegate.operate.errors.DeadLetterTable;
import dev.tidegate.validator.Validation;
import dev.tidegate.validator.ValidationProgress;
import dev.tidegate.validator.ValidatorConfig;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.ValidationResult;
import dev.tidegate.workload.ExpectedDeadLetter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the validation found, and how the dead letters stand against those that the generator knows it made.
 *
 * @param missing expected dead letters that are not there
 * @param unexpected dead letters that nobody expected
 */
record DemoFindings(
        ValidationResult validation,
        List<DeadLetter> deadLetters,
        Set<ExpectedDeadLetter> missing,
        Set<ExpectedDeadLetter> unexpected) {
    private static final int PAGE = 1_000;

    static DemoFindings compare(Migration migration, Addresses addresses, Set<ExpectedDeadLetter> expected) {
        PostgresAddress postgres = PostgresAddress.parse(addresses.postgres());
        ValidationResult validation = new Validation(
                        new ValidatorConfig(migration, addresses.mongodb(), TargetConnection.jdbcUrl(postgres)),
                        Pipeline.AT_REST)
                .run(new Coverage.Full(), ValidationProgress.SILENT);
        try (Connection connection = TargetConnection.open(postgres)) {
            List<DeadLetter> list = new ArrayList<>();
            new DeadLetterTable(connection).each(DeadLetterFilter.ALL, PAGE, list::add);
            Set<ExpectedDeadLetter> found = list.stream()
                    .map(entry -> new ExpectedDeadLetter(entry.collection(), entry.documentId(), entry.reason()))
                    .collect(Collectors.toSet());
            return new DemoFindings(validation, list, without(expected, found), without(found, expected));
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read tidegate.dead_letter: " + e.getMessage(), e);
        }
    }

    boolean isAsExpected() {
        return validation.passes() && missing.isEmpty() && unexpected.isEmpty();
    }

    private static Set<ExpectedDeadLetter> without(Set<ExpectedDeadLetter> some, Set<ExpectedDeadLetter> others) {
        Set<ExpectedDeadLetter> rest = new HashSet<>(some);
        rest.removeAll(others);
        return rest;
    }
}
