package dev.tidegate.cli.command;

import com.mongodb.MongoException;
import dev.tidegate.cli.address.LivePipeline;
import dev.tidegate.cli.file.OutputFile;
import dev.tidegate.cli.validate.ValidationPicture;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.TargetConnection;
import dev.tidegate.operate.failure.InvalidRequestException;
import dev.tidegate.operate.failure.OperationFailedException;
import dev.tidegate.operate.report.ReportJson;
import dev.tidegate.operate.report.ReportPage;
import dev.tidegate.operate.report.ReportText;
import dev.tidegate.validator.Validation;
import dev.tidegate.validator.ValidatorConfig;
import dev.tidegate.validator.pass.NothingToResumeException;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.ValidationResult;
import dev.tidegate.validator.target.UnreadableTargetException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Proves that PostgreSQL holds what MongoDB's documents must give. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Compares MongoDB with PostgreSQL in four layers: row counts, records value by value, references, types. Reads"
                    + " only, and may run beside the live migration.",
            "Counts, references and types always cover everything; records are a random sample of each collection, or all"
                    + " with --full. Without Kafka's address both ends are taken to be at rest; with it, what differs is"
                    + " compared again once the pipeline has passed it."
        },
        exitCodeListHeading = ExitCode.LIST_HEADING,
        exitCodeList = {
            "0:what was compared agrees",
            "1:something differs or is undecided, or the source has stopped",
            ExitCode.LISTED_USAGE,
            ExitCode.LISTED_COULD_NOT_RUN
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidegate validate -f migrations/nextcrm/migration.yaml              a sample of 100 documents a collection",
            "  tidegate validate -f migration.yaml --full --report report.json --html report.html",
            "  tidegate validate -f migration.yaml --full --resume                 resumes where the last one was stopped",
            "  tidegate validate -f migration.yaml --sample 500 --seed 42          the same sample again"
        })
public final class ValidateCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ValidateCommand.class);
    private static final int DEFAULT_SAMPLE = 100;

    @Mixin
    private MigrationOption migrationOption;

    @Option(names = "--full", description = "compare every record")
    private boolean full;

    @Option(
            names = "--sample",
            paramLabel = "N",
            description = "compare N documents of each collection, drawn at random (" + DEFAULT_SAMPLE + ")")
    private Integer sample;

    @Option(names = "--seed", paramLabel = "N", description = "draw the same sample again; the seed of each is printed")
    private Long seed;

    @Option(names = "--report", paramLabel = "FILE", description = "write the report as JSON")
    private Path report;

    @Option(names = "--html", paramLabel = "FILE", description = "write the report as a page for people")
    private Path html;

    @Option(names = "--resume", description = "resume where a validation was stopped or killed")
    private boolean resume;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            defaultValue = "${env:TIDEGATE_STATE_DIR}",
            description = "where it is kept how far a validation is"
                    + " (default: $TIDEGATE_STATE_DIR, else ~/.tidegate/validation/MIGRATION)")
    private Path stateDirectory;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            defaultValue = "2m",
            converter = Seconds.class,
            description = "how long what differs is compared again while changes are on their way (${DEFAULT-VALUE})")
    private Duration patience;

    @Option(
            names = "--max-rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "documents a second at most; 0: as fast as it goes (${DEFAULT-VALUE})")
    private long maxRate;

    @Option(
            names = "--differences",
            paramLabel = "N",
            defaultValue = "1000",
            description = "how many differences the reports list; all are counted (${DEFAULT-VALUE})")
    private int differences;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Coverage coverage = coverage();
        Migration migration = migrationOption.read();
        reports().forEach(OutputFile::requireWritable);
        Addresses addresses = LivePipeline.reachable(migration);
        PrintWriter out = spec.commandLine().getOut();
        heading(out, migration, addresses, coverage);
        ValidationResult result = validate(migration, addresses, coverage, out);
        ReportText.print(result, out);
        jsonFile().ifPresent(file -> file.write(ReportJson.of(result)));
        htmlFile().ifPresent(file -> file.write(ReportPage.of(result)));
        return result.passes() ? ExitCode.DONE : ExitCode.DIFFERENCES;
    }

    private ValidationResult validate(Migration migration, Addresses addresses, Coverage coverage, PrintWriter out) {
        try (LivePipeline pipeline = LivePipeline.of(migration, addresses);
                ValidationPicture picture =
                        new ValidationPicture(out, ProgressOutput.isTerminal(), Clock.systemUTC())) {
            Validation validation = new Validation(config(migration, addresses), pipeline.pipeline());
            Thread interrupted = new Thread(() -> sayHowToResume(coverage), "validation-interrupted");
            Runtime.getRuntime().addShutdownHook(interrupted);
            try {
                return resume ? resume(validation, coverage, picture) : validation.run(coverage, picture);
            } catch (UnreadableTargetException | MongoException e) {
                sayHowToResume(coverage);
                throw e;
            } finally {
                withoutHook(interrupted);
            }
        }
    }

    /** On Ctrl-C, SIGTERM, or when a server has failed. */
    private void sayHowToResume(Coverage coverage) {
        String seed = coverage instanceof Coverage.Sample drawn
                ? String.format(" --sample %d --seed %d", drawn.size(), drawn.seed())
                : " --full";
        PrintWriter err = spec.commandLine().getErr();
        err.println("\nnot done: the same command with" + seed + " --resume resumes this validation");
        err.flush();
    }

    private static void withoutHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the process is ending: what it says then it has begun to say");
        }
    }

    private static ValidationResult resume(Validation validation, Coverage coverage, ValidationPicture picture) {
        try {
            return validation.resume(coverage, picture);
        } catch (NothingToResumeException e) {
            throw new OperationFailedException(e.getMessage(), e);
        }
    }

    private ValidatorConfig config(Migration migration, Addresses addresses) {
        return new ValidatorConfig(
                migration,
                addresses.mongodb(),
                TargetConnection.jdbcUrl(PostgresAddress.parse(addresses.postgres())),
                new ValidatorConfig.Limits(
                        differences, ValidatorConfig.Limits.DEFAULTS.parallelism(), patience, maxRate),
                Optional.of(StateDirectory.ofValidation(stateDirectory, migration)));
    }

    private Coverage coverage() {
        if (full && (sample != null || seed != null)) {
            throw new InvalidRequestException("--full compares every record: leave --sample and --seed out");
        }
        if (differences < 1 || maxRate < 0 || (sample != null && sample < 1)) {
            throw new InvalidRequestException("--sample and --differences are at least 1, --max-rate at least 0");
        }
        if (full) {
            return new Coverage.Full();
        }
        if (resume && seed == null) {
            throw new InvalidRequestException("--resume of a sample needs the --seed that its start printed");
        }
        return new Coverage.Sample(
                sample == null ? DEFAULT_SAMPLE : sample, seed == null ? new SecureRandom().nextInt(1_000_000) : seed);
    }

    private void heading(PrintWriter out, Migration migration, Addresses addresses, Coverage coverage) {
        String records = coverage instanceof Coverage.Sample drawn
                ? "a sample of " + drawn.size() + " documents a collection, --seed " + drawn.seed()
                : "every record";
        out.printf("validating %s: %s%n", migration.name(), records);
        out.println(
                addresses.kafkaBootstrapServers().isPresent()
                        ? "what differs is compared again once the pipeline has passed it"
                        : "no address of Kafka: both ends are taken to be at rest, and what differs counts at once");
        out.flush();
    }

    private List<OutputFile> reports() {
        List<OutputFile> reports = new ArrayList<>();
        jsonFile().ifPresent(reports::add);
        htmlFile().ifPresent(reports::add);
        return reports;
    }

    private Optional<OutputFile> jsonFile() {
        return Optional.ofNullable(report).map(OutputFile::new);
    }

    private Optional<OutputFile> htmlFile() {
        return Optional.ofNullable(html).map(OutputFile::new);
    }
}
