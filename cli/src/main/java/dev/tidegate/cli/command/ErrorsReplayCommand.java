package dev.tidegate.cli.command;

import dev.tidegate.cli.address.Reachability;
import dev.tidegate.mapping.declaration.DocumentLimits;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.reason.Reason;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.Addresses.Server;
import dev.tidegate.operate.errors.DeadLetter;
import dev.tidegate.operate.errors.DeadLetterFilter;
import dev.tidegate.operate.errors.DeadLetterTable;
import dev.tidegate.operate.errors.DeadLetterTable.Count;
import dev.tidegate.operate.errors.ErrorTables;
import dev.tidegate.operate.errors.Replay;
import dev.tidegate.operate.pipeline.KafkaPipeline;
import dev.tidegate.operate.reread.Rereads;
import dev.tidegate.source.server.MongoSourceServer;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Sends the documents of dead letters through the running pipeline again, each as MongoDB has it now, waits"
                    + " until PostgreSQL has taken them, and says which are good now and which are dead letters still.",
            "Useful after the migration file's policies, or PostgreSQL's constraints, were corrected: a document that is"
                    + " corrected in MongoDB comes by itself."
        },
        exitCodeListHeading = ExitCode.LIST_HEADING,
        exitCodeList = {
            "0:all are good, or there was nothing to send",
            "1:some are dead letters still",
            ExitCode.LISTED_USAGE,
            ExitCode.LISTED_COULD_NOT_RUN
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidegate errors replay -f migration.yaml",
            "  tidegate errors replay -f migration.yaml --reason refused-by-target --yes"
        })
final class ErrorsReplayCommand implements Callable<Integer> {
    private static final List<Server> SERVERS = List.of(Server.MONGODB, Server.KAFKA, Server.POSTGRES);
    private static final int LISTED = 100;

    @Mixin
    private MigrationOption migrationOption;

    @Mixin
    private DeadLetterOptions which;

    @Mixin
    private RereadOptions rereading;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Migration migration = migrationOption.read();
        PrintWriter out = spec.commandLine().getOut();
        Confirmation confirmation = rereading.confirmation(out);
        Addresses addresses = Reachability.required(migration, SERVERS);
        try (KafkaPipeline pipeline = new KafkaPipeline(migration, addresses, MongoSourceServer::open);
                Rereads rereads = new Rereads(migration, addresses, pipeline, rereading.patience())) {
            return Target.with(addresses, target -> replay(migration, target, rereads, confirmation));
        }
    }

    private int replay(Migration migration, Connection target, Rereads rereads, Confirmation confirmation)
            throws SQLException {
        PrintWriter out = spec.commandLine().getOut();
        DeadLetterTable table = new DeadLetterTable(target);
        DeadLetterFilter filter = filter(migration, target, table, out);
        List<Count> counts = table.counts(filter);
        long total = counts.stream().mapToLong(Count::letters).sum();
        if (total == 0) {
            out.println("no dead letters to replay");
            return ExitCode.DONE;
        }
        rereads.requireSource();
        counts.forEach(count -> out.printf(
                "%s: %,d %s%n", ErrorTables.table(migration, count.collection()), count.letters(), count.reason()));
        if (!confirmation.isGiven(String.format("Send these %,d documents through the pipeline again?", total))) {
            out.println("nothing was sent");
            return ExitCode.DONE;
        }
        Replay.Result result = new Replay(table, rereads).run(filter, new FirstLetters(out, migration), done -> {
            out.printf("%,d of %,d sent and written%n", done, total);
            out.flush();
        });
        print(result, migration, out);
        return result.dead() + result.notSent() == 0 ? ExitCode.DONE : ExitCode.DIFFERENCES;
    }

    /** What a policy took out comes back only when it is asked for: it would clash again. */
    private DeadLetterFilter filter(Migration migration, Connection target, DeadLetterTable table, PrintWriter out)
            throws SQLException {
        DeadLetterFilter filter = which.filter(migration, target);
        if (which.areNamed()) {
            return filter;
        }
        List<String> takenOut = List.of(Reason.DUPLICATE_VALUE.code(), Reason.DANGLING_REFERENCE.code());
        Map<String, Long> left = new TreeMap<>();
        table.counts(filter).stream()
                .filter(count -> takenOut.contains(count.reason()))
                .forEach(count -> left.merge(count.reason(), count.letters(), Long::sum));
        left.forEach((reason, letters) -> out.printf(
                "%,d %s are left as they are: 'references --apply' took these documents out by a policy;"
                        + " --reason %s sends them, too%n",
                letters, reason, reason));
        return filter.except(takenOut);
    }

    private static void print(Replay.Result result, Migration migration, PrintWriter out) {
        out.printf("%,d are good now, or deleted; %,d are dead letters still%n", result.good(), result.dead());
        result.stillDead()
                .forEach((collection, reasons) -> reasons.forEach((reason, letters) ->
                        out.printf("  %s: %,d %s%n", ErrorTables.table(migration, collection), letters, reason)));
        if (result.tooLong() > 0) {
            out.printf(
                    "%,d of them have an id of more than %,d bytes and were not sent: no version of theirs can be carried%n",
                    result.tooLong(), DocumentLimits.ID_BYTES);
        }
        if (result.notSent() > 0) {
            out.printf(
                    "%,d have an id that no document can have, and were not sent: 'tidegate repair' removes them%n",
                    result.notSent());
        }
        out.flush();
    }

    /** Lists those that are dead letters still, up to a screenful. */
    private static final class FirstLetters implements java.util.function.Consumer<DeadLetter> {
        private final PrintWriter out;
        private final Migration migration;
        private int listed;

        private FirstLetters(PrintWriter out, Migration migration) {
            this.out = out;
            this.migration = migration;
        }

        @Override
        public void accept(DeadLetter letter) {
            listed++;
            if (listed <= LISTED) {
                out.printf(
                        "still dead: %s  %s  %s%s%n",
                        ErrorTables.table(migration, letter.collection()),
                        letter.documentId(),
                        letter.reason(),
                        letter.field().map(field -> " in " + field).orElse(""));
            } else if (listed == LISTED + 1) {
                out.println("… and more: 'tidegate errors list' has them");
            }
        }
    }
}
