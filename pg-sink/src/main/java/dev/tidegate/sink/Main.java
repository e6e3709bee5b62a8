package dev.tidegate.sink;

import dev.tidegate.events.source.SourcePhase;
import dev.tidegate.events.source.SourceStateReader;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.InvalidMigrationException;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.sink.connect.TargetUnreachableException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The sink as a process of its own: {@code -f FILE}, and the addresses in {@code KAFKA_BOOTSTRAP_SERVERS} and
 * {@code POSTGRES_URL}, or else in the file. SIGTERM and Ctrl-C are a clean pause. Exit codes: 0 paused, 1 stopped by a
 * failure, 2 bad input, 3 a server cannot be reached.
 */
public final class Main {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private Main() {}

    public static void main(String[] args) {
        int code = run(args, System.getenv(), System.err);
        Runtime.getRuntime().halt(code);
    }

    static int run(String[] args, Map<String, String> environment, PrintStream err) {
        if (args.length != 2 || !args[0].equals("-f")) {
            err.println("usage: -f FILE, with KAFKA_BOOTSTRAP_SERVERS and POSTGRES_URL in the environment");
            return 2;
        }
        try {
            Path file = Path.of(args[1]);
            Migration migration = MigrationFile.read(file);
            run(config(migration, Files.readString(file), environment));
            return 0;
        } catch (InvalidMigrationException | IllegalArgumentException | IOException | UncheckedIOException e) {
            err.println(e.getMessage());
            return 2;
        } catch (TargetUnreachableException e) {
            err.println(e.getMessage());
            return 3;
        } catch (TimeoutException e) {
            err.println("Kafka cannot be reached: " + e.getMessage() + "; check KAFKA_BOOTSTRAP_SERVERS");
            return 3;
        } catch (RuntimeException e) {
            err.println("the sink has stopped: " + e.getMessage());
            return 1;
        }
    }

    private static SinkConfig config(Migration migration, String text, Map<String, String> environment) {
        String kafka = address(
                environment, "KAFKA_BOOTSTRAP_SERVERS", migration.addresses().kafkaBootstrapServers());
        String postgres =
                address(environment, "POSTGRES_URL", migration.addresses().postgresUrl());
        return SinkConfig.of(migration, text, kafka, PostgresAddress.parse(postgres));
    }

    private static String address(Map<String, String> environment, String name, Optional<String> inFile) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> inFile)
                .orElseThrow(
                        () -> new IllegalArgumentException(name + " is not set, and the file has no such address"));
    }

    private static void run(SinkConfig config) {
        String topic = new Topics(config.migration().name()).sourceState();
        try (SourceStateReader state =
                        new SourceStateReader(Map.of("bootstrap.servers", config.kafkaBootstrapServers()), topic);
                PgSink sink = new PgSink(
                        config.withSnapshotIsIn(() -> state.read(ANSWER).phase() == SourcePhase.STREAM))) {
            Runtime.getRuntime().addShutdownHook(new Thread(sink::close, "pause"));
            sink.run();
        }
    }
}
