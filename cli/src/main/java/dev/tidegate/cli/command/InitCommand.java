package dev.tidegate.cli.command;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import dev.tidegate.cli.check.CheckProgress;
import dev.tidegate.cli.check.CheckedServers;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.Addresses.Server;
import dev.tidegate.operate.failure.InvalidRequestException;
import dev.tidegate.operate.failure.OperationFailedException;
import dev.tidegate.preflight.data.ScanSettings;
import dev.tidegate.preflight.infer.EmptyDatabaseException;
import dev.tidegate.preflight.infer.InferenceRun;
import dev.tidegate.preflight.infer.InferredMigration;
import dev.tidegate.preflight.source.SourceAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads a live database and writes a migration file for it. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Reads a live MongoDB and writes a migration file that 'plan' accepts, and a report beside it: the tables,"
                    + " what was decided and why, and what only a person can say. Only reads; docs/init.md says more.",
            "Documents are read from a secondary where there is one. MONGODB_URI names the server."
        },
        exitCodeListHeading = ExitCode.LIST_HEADING,
        exitCodeList = {"0:written", ExitCode.LISTED_USAGE, ExitCode.LISTED_COULD_NOT_RUN},
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidegate init --database shop                       migration.yaml and migration.md",
            "  tidegate init --database shop --max-rate 2000       beside a live application",
            "  tidegate init --database shop --sample 5000 -o draft.yaml      a part of a large database"
        })
public final class InitCommand implements Callable<Integer> {
    private static final int SHOWN_QUESTIONS = 3;

    private final Map<String, String> environment;

    @Option(names = "--database", required = true, paramLabel = "NAME", description = "the database to read")
    private String database;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            defaultValue = "migration.yaml",
            description = "the migration file to write; the report goes beside it with the ending .md"
                    + " (default: ${DEFAULT-VALUE})")
    private Path output;

    @Option(names = "--force", description = "overwrites files that are there")
    private boolean force;

    @Option(
            names = "--sample",
            paramLabel = "N",
            description = "only N random documents of each collection; ids are read all the same")
    private Integer sample;

    @Option(
            names = "--max-rate",
            paramLabel = "DOCUMENTS_PER_SECOND",
            description = "reads no faster, to spare MongoDB")
    private Long maxRate;

    @Spec
    private CommandSpec spec;

    public InitCommand() {
        this(System.getenv());
    }

    InitCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Path report = report();
        refuseToOverwrite(output);
        refuseToOverwrite(report);
        InferredMigration inferred = infer(address(), settings());
        write(output, inferred.yaml());
        write(report, inferred.report());
        print(inferred, report);
        return ExitCode.DONE;
    }

    private Path report() {
        String name = output.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        return output.resolveSibling(name + ".md");
    }

    private void refuseToOverwrite(Path file) {
        if (!force && Files.exists(file)) {
            throw new InvalidRequestException(
                    file + " is there already: say another with -o, or --force to overwrite it");
        }
    }

    private SourceAddress address() {
        Addresses addresses = new Addresses(
                        Optional.ofNullable(environment.get(Addresses.MONGODB)).filter(uri -> !uri.isBlank()),
                        Optional.empty(),
                        Optional.empty())
                .requiring(List.of(Server.MONGODB));
        return CheckedServers.of(addresses).source().orElseThrow();
    }

    private ScanSettings settings() {
        if (sample != null && sample < 1) {
            throw new InvalidRequestException("--sample takes a number of documents, 1 or more: " + sample);
        }
        if (maxRate != null && maxRate < 1) {
            throw new InvalidRequestException("--max-rate takes documents a second, 1 or more: " + maxRate);
        }
        return new ScanSettings(
                sample == null ? OptionalInt.empty() : OptionalInt.of(sample),
                System.nanoTime(),
                maxRate == null ? OptionalLong.empty() : OptionalLong.of(maxRate));
    }

    private InferredMigration infer(SourceAddress address, ScanSettings settings) {
        CheckProgress progress =
                new CheckProgress("reading", spec.commandLine().getErr(), ProgressOutput.takesErrors());
        try (MongoClient client = address.open()) {
            return new InferenceRun(client.getDatabase(database), settings, progress).run();
        } catch (EmptyDatabaseException e) {
            throw new InvalidRequestException(e.getMessage());
        } catch (MongoException e) {
            throw new OperationFailedException("reading " + database + " from " + address.display() + " ended: "
                    + e.getClass().getSimpleName() + ", code " + e.getCode()
                    + ". Is the server there, and may the user read? See MongoDB's log, and run init again");
        } finally {
            progress.end();
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private void print(InferredMigration inferred, Path report) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%s: %,d collections, %,d references, %,d junctions%n",
                output, inferred.collections(), inferred.references(), inferred.junctions());
        out.printf(
                "%s: what was decided, and %,d questions%n",
                report, inferred.questions().size());
        if (!inferred.questions().isEmpty()) {
            out.println("Most doubtful:");
            inferred.questions().stream()
                    .limit(SHOWN_QUESTIONS)
                    .forEach(question -> out.println("  " + question.where() + ": " + question.text()));
        }
        out.println("Next: tidegate plan -f " + output + ", then tidegate check -f " + output);
        out.flush();
    }
}
