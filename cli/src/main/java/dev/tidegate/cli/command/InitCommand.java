package dev.tidegate.cli.command;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import dev.tidegate.cli.check.CheckProgress;
import dev.tidegate.cli.check.CheckedServers;
import dev.tidegate.cli.file.OutputFile;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.Addresses.Server;
import dev.tidegate.operate.failure.InvalidRequestException;
import dev.tidegate.operate.failure.OperationFailedException;
import dev.tidegate.preflight.data.ScanSettings;
import dev.tidegate.preflight.infer.EmptyDatabaseException;
import dev.tidegate.preflight.infer.InferenceRun;
import dev.tidegate.preflight.infer.InferredMigration;
import dev.tidegate.preflight.source.SourceAddress;
import java.io.PrintWriter;
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
import picocli.CommandLine.ParameterException;
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
            "  tidegate init -f migration.yaml --update            adds what is new to a file that you have edited",
            "  tidegate init --database shop --sample 5000 -o draft.yaml      a part of a large database"
        })
public final class InitCommand implements Callable<Integer> {
    private static final int SHOWN_QUESTIONS = 3;

    private final Map<String, String> environment;

    @Option(
            names = "--database",
            paramLabel = "NAME",
            description = "the database to read; with --update that of the file, unless it is given")
    private String database;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "the migration file to write; the report goes beside it with the ending .md (default:"
                    + " migration.yaml; with --update the file itself)")
    private Path output;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "a migration file that is there, for --update")
    private Path file;

    @Option(
            names = "--update",
            description = "keeps all that the file says, comments too, and adds collections that it does not name and"
                    + " fields that it does not read")
    private boolean update;

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
        checkOptions();
        Optional<String> existing = Optional.ofNullable(file).map(MigrationOption::text);
        Optional<Migration> migration = Optional.ofNullable(file).map(MigrationOption::read);
        String name = Optional.ofNullable(database)
                .or(() -> migration.map(each -> each.source().database()))
                .orElseThrow();
        Path written = output != null ? output : update ? file : Path.of("migration.yaml");
        Path report = report(written);
        if (!written.equals(file)) {
            refuseToOverwrite(written);
            refuseToOverwrite(report);
        }
        List.of(written, report).forEach(path -> new OutputFile(path).requireWritable());
        InferredMigration inferred = infer(name, existing, address(migration), settings());
        existing.ifPresent(this::requireUnchanged);
        new OutputFile(written).write(inferred.yaml());
        new OutputFile(report).write(inferred.report());
        print(inferred, written, report);
        return ExitCode.DONE;
    }

    private void checkOptions() {
        if (update != (file != null)) {
            throw new InvalidRequestException("--update and -f FILE belong together: the file to keep and to add to");
        }
        if (database == null && !update) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--database=NAME'");
        }
    }

    private static Path report(Path output) {
        String name = output.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        return output.resolveSibling(name + ".md");
    }

    private void refuseToOverwrite(Path file) {
        if (!force && Files.exists(file)) {
            throw new InvalidRequestException(
                    file + " is there already: say another with -o, or --force to overwrite it");
        }
    }

    private SourceAddress address(Optional<Migration> migration) {
        Addresses addresses = new Addresses(
                        Optional.ofNullable(environment.get(Addresses.MONGODB))
                                .filter(uri -> !uri.isBlank())
                                .or(() -> migration.flatMap(
                                        each -> each.addresses().mongodbUri())),
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

    private InferredMigration infer(
            String name, Optional<String> existing, SourceAddress address, ScanSettings settings) {
        CheckProgress progress =
                new CheckProgress("reading", spec.commandLine().getErr(), ProgressOutput.takesErrors());
        try (MongoClient client = address.open()) {
            InferenceRun run = new InferenceRun(client.getDatabase(name), settings, progress);
            return existing.map(run::update).orElseGet(run::run);
        } catch (EmptyDatabaseException e) {
            throw new InvalidRequestException(e.getMessage());
        } catch (MongoException e) {
            throw new OperationFailedException("reading " + name + " from " + address.display() + " ended: "
                    + e.getClass().getSimpleName() + ", code " + e.getCode()
                    + ". Is the server there, and may the user read? See MongoDB's log, and run init again");
        } finally {
            progress.end();
        }
    }

    /** Somebody may have written on while documents were read. */
    private void requireUnchanged(String read) {
        if (!MigrationOption.text(file).equals(read)) {
            throw new OperationFailedException(
                    file + " has been changed since it was read: nothing was written, run init again");
        }
    }

    private void print(InferredMigration inferred, Path written, Path report) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%s: %,d collections, %,d references, %,d junctions%n",
                written, inferred.collections(), inferred.references(), inferred.junctions());
        out.printf(
                "%s: what was decided, and %,d questions%n",
                report, inferred.questions().size());
        if (!inferred.questions().isEmpty()) {
            out.println("Most doubtful:");
            inferred.questions().stream()
                    .limit(SHOWN_QUESTIONS)
                    .forEach(question -> out.println("  " + question.where() + ": " + question.text()));
        }
        out.println("Next: tidegate plan -f " + written + ", then tidegate check -f " + written);
        out.flush();
    }
}
