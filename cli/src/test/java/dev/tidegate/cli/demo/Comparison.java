package dev.tidegate.cli.demo;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.validator.result.ValidationResult;
import dev.tidegate.workload.ExpectedDeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The demo's own comparison, for tests in other packages. */
public final class Comparison {
    private Comparison() {}

    public static ValidationResult validate(Migration migration, Addresses addresses) {
        return DemoFindings.compare(migration, addresses, Set.of()).validation();
    }

    /** What is not as it must be, a line each. */
    public static List<String> differences(Migration migration, Addresses addresses, Set<ExpectedDeadLetter> expected) {
        DemoFindings findings = DemoFindings.compare(migration, addresses, expected);
        List<String> differences = new ArrayList<>();
        findings.validation().differences().forEach(difference -> differences.add(difference.toString()));
        findings.missing().forEach(letter -> differences.add("missing " + letter));
        findings.unexpected().forEach(letter -> differences.add("unexpected " + letter));
        return differences;
    }
}
