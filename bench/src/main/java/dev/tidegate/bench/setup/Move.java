package dev.tidegate.bench.setup;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.tidegate.cli.Tidegate;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.workload.FirstLoad;
import dev.tidegate.workload.NextCrmGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Puts generated documents into MongoDB and moves them through the real pipeline, in a process of its own. */
public final class Move {
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final List<String> OPTIONS = List.of("-Xmx1g");

    private final BenchServers servers;
    private final NextCrmFile file;

    public Move(BenchServers servers, NextCrmFile file) {
        this.servers = servers;
        this.file = file;
    }

    /** Returns how long it took. */
    public Duration load(NextCrmGenerator generator) {
        long start = System.nanoTime();
        try (MongoClient client = MongoClients.create(servers.mongodb())) {
            new FirstLoad(generator, client.getDatabase(file.read().source().database())).run();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Returns how long it took until all was in PostgreSQL, the start of the stages included. */
    public Duration untilDrained() {
        long start = System.nanoTime();
        try (ChildJvm run = run("--until-drained")) {
            int exitCode = run.awaitExit(LONGEST);
            if (exitCode != 0) {
                throw new IllegalStateException(
                        "the move ended with " + exitCode + ":\n" + String.join("\n", run.output()));
            }
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** {@code tidegate run}, until it is closed. */
    public ChildJvm run(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "-f",
                file.path().toString(),
                "--state-dir",
                file.stateDirectory().toString(),
                "--errors",
                file.directory().resolve("migration-errors.log").toString()));
        arguments.addAll(List.of(more));
        return ChildJvm.start(Tidegate.class.getName(), arguments, servers.environment(), OPTIONS);
    }
}
