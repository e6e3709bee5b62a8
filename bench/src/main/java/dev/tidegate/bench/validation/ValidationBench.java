package dev.tidegate.bench.validation;

import dev.tidegate.bench.setup.BenchServers;
import dev.tidegate.bench.setup.Machine;
import dev.tidegate.bench.setup.Move;
import dev.tidegate.bench.setup.NextCrmFile;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.workload.NextCrmGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast a full validation is, and that its memory does not grow with the documents. */
@Command(
        name = "validation",
        mixinStandardHelpOptions = true,
        description =
                "Full validation of NextCRM at several sizes: documents/s cold and warm, live heap, resident memory.")
public final class ValidationBench implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int GROWTH_ALLOWED_PERCENT = 10;

    @Option(names = "--documents", split = ",", defaultValue = "20000,500000", description = "${DEFAULT-VALUE}")
    private List<Integer> sizes;

    @Option(names = "--heap", defaultValue = "256m", description = "of the JVM that validates (${DEFAULT-VALUE})")
    private String heap;

    @Option(names = "--server-heap", defaultValue = "6g", description = "of the stand-in MongoDB (${DEFAULT-VALUE})")
    private String serverHeap;

    @Option(names = "--warm-runs", defaultValue = "3", description = "at least (${DEFAULT-VALUE})")
    private int warmRuns;

    @Option(names = "--memory-seconds", defaultValue = "40", description = "(${DEFAULT-VALUE})")
    private long memorySeconds;

    @Option(names = "--seed", defaultValue = "1", description = "of the documents (${DEFAULT-VALUE})")
    private long seed;

    /** Exit code 1: something differed, or memory grew. */
    @Override
    public Integer call() {
        say("machine: %s", Machine.describe());
        say("validating JVM: -Xmx%s; MongoDB is the stand-in, all servers on this machine", heap);
        List<Figures> figures = new ArrayList<>();
        for (int documents : sizes) {
            figures.add(measure(documents));
        }
        say("");
        say("| documents | rows | cold | warm | live heap, peak | RSS, peak |");
        say("|---:|---:|---:|---:|---:|---:|");
        figures.forEach(each -> say("%s", each.line()));
        return isSound(figures) ? 0 : 1;
    }

    private boolean isSound(List<Figures> figures) {
        boolean equal = figures.stream().allMatch(each -> each.number("differences") == 0);
        long heapGrowth = growth(figures, "live.heap.bytes");
        long residentGrowth = growth(figures, "rss.kib");
        say("memory from the smallest to the largest: live heap %+d %%, RSS %+d %%", heapGrowth, residentGrowth);
        return equal && Math.abs(heapGrowth) <= GROWTH_ALLOWED_PERCENT && residentGrowth <= GROWTH_ALLOWED_PERCENT;
    }

    private static long growth(List<Figures> figures, String name) {
        long first = figures.get(0).number(name);
        return (figures.get(figures.size() - 1).number(name) - first) * 100 / Math.max(1, first);
    }

    private Figures measure(int documents) {
        say("");
        say("%,d documents: starting servers …", documents);
        try (BenchServers servers = BenchServers.start(serverHeap);
                NextCrmFile file = NextCrmFile.write()) {
            Move move = new Move(servers, file);
            Duration loaded = move.load(new NextCrmGenerator(seed, documents));
            say("loaded in %.1f s; moving …", loaded.toMillis() / 1000.0);
            Duration moved = move.untilDrained();
            say(
                    "moved in %.1f s (%,d/s); validating …",
                    moved.toMillis() / 1000.0, perSecond(documents, moved.toMillis()));
            return probe(servers, file);
        }
    }

    private Figures probe(BenchServers servers, NextCrmFile file) {
        List<String> arguments =
                List.of(file.path().toString(), String.valueOf(warmRuns), String.valueOf(memorySeconds));
        try (ChildJvm probe = ChildJvm.start(
                ValidationProbe.class.getName(), arguments, servers.environment(), List.of("-Xmx" + heap))) {
            int exitCode = probe.awaitExit(LONGEST);
            probe.output().forEach(line -> say("  %s", line));
            if (exitCode != 0) {
                throw new IllegalStateException("the validation ended with " + exitCode);
            }
            return Figures.of(probe.output());
        }
    }

    private static long perSecond(long documents, long millis) {
        return documents * 1000 / Math.max(1, millis);
    }

    private static void say(String format, Object... arguments) {
        System.out.printf(Locale.ROOT, format + "%n", arguments);
    }

    /** What a probe printed. */
    private record Figures(Map<String, String> values) {

        static Figures of(List<String> lines) {
            return new Figures(lines.stream()
                    .filter(line -> line.matches("[a-z.]+=\\S+"))
                    .map(line -> line.split("=", 2))
                    .collect(Collectors.toMap(line -> line[0], line -> line[1])));
        }

        long number(String name) {
            return Long.parseLong(values.get(name));
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "| %,d | %,d | %,d documents/s | %,d documents/s | %.1f MiB | %.0f MiB |",
                    number("documents"),
                    number("rows"),
                    perSecond(number("documents"), number("cold.millis")),
                    perSecond(number("documents"), number("warm.millis")),
                    number("live.heap.bytes") / 1024.0 / 1024.0,
                    number("rss.kib") / 1024.0);
        }
    }
}
