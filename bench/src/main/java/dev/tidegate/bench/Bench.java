package dev.tidegate.bench;

import dev.tidegate.bench.follow.FollowBench;
import dev.tidegate.bench.sink.SinkBench;
import dev.tidegate.bench.source.SourceBench;
import dev.tidegate.bench.validation.ValidationBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures Tidegate on this machine. Each command starts servers of its own, whose data is gone afterwards. */
@Command(
        name = "bench",
        description = "Measures Tidegate on this machine, with servers of its own in processes of their own.",
        mixinStandardHelpOptions = true,
        subcommands = {SourceBench.class, SinkBench.class, ValidationBench.class, FollowBench.class})
public final class Bench implements Runnable {
    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).setUsageHelpAutoWidth(true).execute(args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which measurement? See 'bench --help'.");
    }
}
