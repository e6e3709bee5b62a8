package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.tidegate.cli.command.Signalled.Ended;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.operate.address.Addresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM while servers do not answer, or are gone: a command ends in time all the same, and nothing is lost. */
class StopsBesideSilentServersIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int SILENT_SECONDS = 3;

    @TempDir
    Path directory;

    @Test
    void everyCommandEndsInTime() throws Exception {
        Path file = Shop.migrationFile(directory, "silent");
        Migration migration = MigrationFile.read(file);
        String data = directory.resolve("data").toString();
        try (ChildJvm services = TidegateProcess.start(Map.of(), "services", "--data", data)) {
            Addresses addresses = addresses(services);
            try (MongoClient client = Servers.client(addresses)) {
                Shop shop = new Shop(client.getDatabase("silent"), 1);
                shop.load(50);
                ProcessHandle mongoAndKafka = ProcessHandle.of(services.pid()).orElseThrow();
                ProcessHandle postgres = postmaster(Path.of(data));
                stopWhileSilent(mongoAndKafka, addresses, file, "run");
                shop.change(50);
                stopWhileSilent(postgres, addresses, file, "run");
                stopWhileSilent(mongoAndKafka, addresses, file, "verify", "--follow");
                stopWhileSilent(postgres, addresses, file, "verify", "--follow");
                try (ChildJvm run = TidegateProcess.start(addresses, file, directory, "run", "--until-drained")) {
                    assertThat(run.awaitExit(PATIENCE)).isEqualTo(ExitCode.DONE);
                }
            }
            Proof.requireEqual(migration, addresses, Shop.expectedDeadLetters());
            try (ChildJvm run = TidegateProcess.start(addresses, file, directory, "run")) {
                run.awaitLine(line -> line.contains("progress live"), PATIENCE);
                services.kill();
                TimeUnit.SECONDS.sleep(SILENT_SECONDS);
                Signalled.terminate(run, "run, its servers gone");
            }
        }
    }

    private void stopWhileSilent(ProcessHandle server, Addresses addresses, Path file, String... command)
            throws Exception {
        try (ChildJvm process = TidegateProcess.start(addresses, file, directory, command)) {
            process.awaitLine(line -> line.startsWith("progress live") || line.contains("verified"), PATIENCE);
            List<ProcessHandle> silent =
                    Stream.concat(Stream.of(server), server.descendants()).toList();
            try {
                Signalled.each(silent, "STOP");
                TimeUnit.SECONDS.sleep(SILENT_SECONDS);
                String what = String.join(" ", command) + " beside silent " + server;
                Ended ended = Signalled.terminate(process, what);
                System.out.println(what + ": " + ended);
            } finally {
                Signalled.each(silent, "CONT");
            }
        }
    }

    private static ProcessHandle postmaster(Path data) throws IOException {
        List<String> lines = Files.readAllLines(data.resolve("postgresql/data/postmaster.pid"));
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip())).orElseThrow();
    }

    private static Addresses addresses(ChildJvm services) {
        services.awaitLine("# ready"::equals, PATIENCE);
        Map<String, String> lines = services.output().stream()
                .filter(line -> line.matches("[A-Z_]+=.*"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        return new Addresses(
                Optional.of(lines.get(Addresses.MONGODB)),
                Optional.of(lines.get(Addresses.KAFKA)),
                Optional.of(lines.get(Addresses.POSTGRES)));
    }
}
