package dev.tidegate.bench.validation;

import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.TargetConnection;
import dev.tidegate.validator.Validation;
import dev.tidegate.validator.ValidationProgress;
import dev.tidegate.validator.ValidatorConfig;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.ValidationResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Validates in full again and again, in a JVM that does nothing else, and prints {@code name=value} lines: the first run
 * (nothing compiled, nothing cached), the best of some more, then the memory of runs that collect all the time.
 *
 * <p>Arguments: the migration file, how many warm runs at least, for how many seconds memory is measured.
 */
final class ValidationProbe {
    private static final Duration SAMPLE_EVERY = Duration.ofMillis(100);
    private static final Duration WARM_TIME = Duration.ofSeconds(10);

    private final Validation validation;

    private ValidationProbe(Validation validation) {
        this.validation = validation;
    }

    public static void main(String[] args) {
        Migration migration = MigrationFile.read(Path.of(args[0]));
        Addresses addresses = Addresses.resolve(migration, System.getenv());
        String target = TargetConnection.jdbcUrl(PostgresAddress.parse(addresses.postgres()));
        var config = new ValidatorConfig(migration, addresses.mongodb(), target);
        var probe = new ValidationProbe(new Validation(config, Pipeline.AT_REST));
        probe.rates(Integer.parseInt(args[1]));
        probe.memory(Duration.ofSeconds(Long.parseLong(args[2])));
    }

    private void rates(int warmRuns) {
        ValidationResult cold = run();
        print("documents", cold.documents());
        print("rows", cold.rows());
        print("differences", cold.totalDifferences());
        print("passes", cold.passes());
        print("cold.millis", cold.took().toMillis());
        print("cold.rss.kib", PeakMemory.peakResidentKibibytes());
        long best = Long.MAX_VALUE;
        Instant end = Instant.now().plus(WARM_TIME);
        for (int number = 0; number < warmRuns || Instant.now().isBefore(end); number++) {
            best = Math.min(best, run().took().toMillis());
        }
        print("warm.millis", best);
    }

    private void memory(Duration time) {
        Instant end = Instant.now().plus(time);
        PeakMemory memory = new PeakMemory(SAMPLE_EVERY);
        try (memory) {
            do {
                run();
            } while (Instant.now().isBefore(end));
        }
        print("live.heap.bytes", memory.peakBytes());
        print("live.heap.samples", memory.samples());
        print("rss.kib", PeakMemory.peakResidentKibibytes());
    }

    private ValidationResult run() {
        return validation.run(new Coverage.Full(), ValidationProgress.SILENT);
    }

    private static void print(String name, Object value) {
        System.out.println(name + "=" + value);
    }
}
