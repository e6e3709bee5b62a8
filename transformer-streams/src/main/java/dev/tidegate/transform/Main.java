package dev.tidegate.transform;

import dev.tidegate.events.topic.KafkaCluster;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.InvalidMigrationException;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.transform.local.LocalState;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transformer as a process of its own: {@code -f FILE [--state DIR] [--threads N]}, and the environment's
 * {@code KAFKA_BOOTSTRAP_SERVERS}. SIGTERM and Ctrl-C are a clean pause.
 *
 * <p>Exits with 0 after a pause, 2 for wrong arguments or a broken file, 1 when the stage failed.
 */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int FAILED = 1;
    private static final int UNUSABLE = 2;

    private Main() {}

    public static void main(String[] arguments) {
        int code = run(arguments, System.getenv(), System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(String[] arguments, Map<String, String> environment, PrintStream err) {
        TransformConfig config;
        try {
            config = config(Arguments.parse(arguments), environment);
        } catch (IllegalArgumentException | InvalidMigrationException | UncheckedIOException e) {
            err.println(e.getMessage());
            return UNUSABLE;
        } catch (KafkaException e) {
            err.println("Kafka cannot be reached: " + e.getMessage() + "; check KAFKA_BOOTSTRAP_SERVERS");
            return FAILED;
        }
        try (Transformer transformer = new Transformer(config)) {
            pauseOnShutdown(transformer);
            transformer.run();
            return 0;
        } catch (RuntimeException e) {
            LOG.error("stage=transform stopped", e);
            err.println("transform: " + e.getMessage());
            return FAILED;
        }
    }

    private static TransformConfig config(Arguments arguments, Map<String, String> environment) {
        Migration migration = MigrationFile.read(arguments.file());
        String kafka = Optional.ofNullable(environment.get("KAFKA_BOOTSTRAP_SERVERS"))
                .or(() -> migration.addresses().kafkaBootstrapServers())
                .orElseThrow(() -> new IllegalArgumentException(
                        "where is Kafka? Set KAFKA_BOOTSTRAP_SERVERS, or the address in " + arguments.file()));
        Path state = arguments.state().orElseGet(() -> defaultDirectory(migration.name(), kafka));
        return new TransformConfig(migration, kafka, state, arguments.threads(), Map.of());
    }

    private static Path defaultDirectory(String migration, String kafka) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka))) {
            return LocalState.defaultDirectory(migration, new KafkaCluster(admin).id());
        }
    }

    /** The JVM waits for its shutdown hooks, and so for what is processed to be committed. */
    private static void pauseOnShutdown(Transformer transformer) {
        Runtime.getRuntime().addShutdownHook(new Thread(transformer::close, "transform-pause"));
    }
}
