package dev.tidegate.cli.command;

import dev.tidegate.cli.check.CheckJson;
import dev.tidegate.cli.check.CheckProgress;
import dev.tidegate.cli.check.CheckText;
import dev.tidegate.cli.check.CheckedServers;
import dev.tidegate.cli.check.query.QueryReport;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.Addresses.Server;
import dev.tidegate.operate.failure.InvalidRequestException;
import dev.tidegate.preflight.CheckReport;
import dev.tidegate.preflight.CheckRun;
import dev.tidegate.preflight.data.ScanSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks, before a start, at all that a migration will meet. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at the three servers and at every document before a start, and says what a migration will stumble"
                    + " over; tries the conversion of every document without writing. Changes nothing.",
            "Documents are read from a secondary where there is one. docs/check.md says what each finding means.",
            "The servers are named by MONGODB_URI, KAFKA_BOOTSTRAP_SERVERS and POSTGRES_URL, or by the migration file."
        },
        exitCodeListHeading = ExitCode.LIST_HEADING,
        exitCodeList = {"0:ready", "1:blocking findings", ExitCode.LISTED_USAGE, ExitCode.LISTED_COULD_NOT_RUN},
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidegate check -f migrations/nextcrm/migration.yaml",
            "  tidegate check -f migration.yaml --sample 1000          a part of a large database",
            "  tidegate check -f migration.yaml --max-rate 2000        beside a live application",
            "  tidegate check --queries migrations/nextcrm/queries.yaml      times and plans on the target",
            "  tidegate check -f migration.yaml --json | jq '.findings[] | select(.severity == \"blocking\")'"
        })
public final class CheckCommand implements Callable<Integer> {
    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "the migration file, such as migrations/nextcrm/migration.yaml")
    private Path file;

    @Option(
            names = "--queries",
            paramLabel = "FILE",
            description = "instead of all else, runs the queries of this file on the target, read only, and shows"
                    + " their times and plans")
    private Path queries;

    @Option(names = "--json", description = "one JSON object: every finding, and each field's types by number")
    private boolean json;

    @Option(
            names = {"-v", "--verbose"},
            description = "every finding, those that are worth knowing only, too")
    private boolean verbose;

    @Option(
            names = "--sample",
            paramLabel = "N",
            description = "only N random documents of each collection; says nothing of what needs all of them")
    private Integer sample;

    @Option(names = "--seed", paramLabel = "N", description = "chooses the sample again that printed this seed")
    private Long seed;

    @Option(
            names = "--max-rate",
            paramLabel = "DOCUMENTS_PER_SECOND",
            description = "reads no faster, to spare MongoDB")
    private Long maxRate;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (queries != null) {
            return queries();
        }
        if (file == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--file=FILE'");
        }
        Migration migration = MigrationOption.read(file);
        Addresses addresses = Addresses.resolve(migration, System.getenv());
        if (addresses.mongodbUri().isEmpty()
                && addresses.kafkaBootstrapServers().isEmpty()
                && addresses.postgresUrl().isEmpty()) {
            addresses.requiring(List.of(Server.values()));
        }
        CheckProgress progress = new CheckProgress(spec.commandLine().getErr(), ProgressOutput.takesErrors());
        CheckReport report;
        try {
            report = new CheckRun(
                            migration,
                            MigrationOption.text(file),
                            CheckedServers.of(addresses),
                            settings(),
                            Clock.systemUTC())
                    .run(progress);
        } finally {
            progress.end();
        }
        print(report);
        return report.isReady() ? ExitCode.DONE : ExitCode.DIFFERENCES;
    }

    private int queries() {
        QueryReport report = new QueryRun(queries, Optional.ofNullable(file).map(MigrationOption::read)).run();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.json());
        } else {
            report.print(out);
        }
        out.flush();
        return report.isGood() ? ExitCode.DONE : ExitCode.DIFFERENCES;
    }

    private ScanSettings settings() {
        if (sample != null && sample < 1) {
            throw new InvalidRequestException("--sample takes a number of documents, 1 or more: " + sample);
        }
        if (maxRate != null && maxRate < 1) {
            throw new InvalidRequestException("--max-rate takes documents a second, 1 or more: " + maxRate);
        }
        if (seed != null && sample == null) {
            throw new InvalidRequestException("--seed chooses a sample: say --sample N, too");
        }
        return new ScanSettings(
                sample == null ? OptionalInt.empty() : OptionalInt.of(sample),
                seed == null ? System.nanoTime() : seed,
                maxRate == null ? OptionalLong.empty() : OptionalLong.of(maxRate));
    }

    private void print(CheckReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(CheckJson.of(report));
        } else {
            new CheckText(out, verbose).print(report);
        }
        out.flush();
    }
}
