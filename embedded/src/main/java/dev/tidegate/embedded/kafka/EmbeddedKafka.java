package dev.tidegate.embedded.kafka;

import dev.tidegate.embedded.DataDirectory;
import dev.tidegate.embedded.FreePort;
import dev.tidegate.embedded.process.OrphanWatch;
import java.nio.file.Path;
import java.util.Optional;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker and its controller in this JVM (KRaft, one node), on the loopback address.
 *
 * <p>Closing stops the broker and is safe to call twice and from any thread. A data
 * directory is found again after a kill of the process (not of the machine: nothing is forced to disk); without one nothing
 * is kept. A fault that would have Kafka exit or halt the process is thrown in its own thread instead, for all brokers of
 * this JVM. Its loggers are loud: {@code dev/tidegate/embedded/quiet-loggers.xml} on the class path is to be included in
 * logback's configuration.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);

    private final KafkaRaftServer server;
    private final DataDirectory directory;
    private final int port;
    private final Optional<OrphanWatch> watch;
    private boolean closed;

    private EmbeddedKafka(KafkaRaftServer server, DataDirectory directory, int port) {
        this.server = server;
        this.directory = directory;
        this.port = port;
        this.watch = directory.isKept() ? Optional.empty() : Optional.of(OrphanWatch.overFiles(directory.path()));
    }

    public static EmbeddedKafka start() {
        return start(0, Optional.empty());
    }

    /**
     * Returns when the broker answers.
     *
     * @param port 0 for a free one
     */
    public static EmbeddedKafka start(int port, Optional<Path> data) {
        DataDirectory directory = DataDirectory.open(data, "kafka");
        try {
            return start(FreePort.choose(port, "Kafka"), directory);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            server.shutdown();
            server.awaitShutdown();
        } finally {
            directory.close();
            watch.ifPresent(OrphanWatch::close);
        }
    }

    private static EmbeddedKafka start(int port, DataDirectory directory) {
        throwInsteadOfExit();
        BrokerSettings settings = new BrokerSettings(directory.path(), port, FreePort.choose(0, "Kafka's controller"));
        StorageDirectory.formatWhenNew(directory.path());
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings.toMap(), false), Time.SYSTEM);
        try {
            server.startup();
            return new EmbeddedKafka(server, directory, port);
        } catch (Exception e) {
            // Scala throws checked exceptions undeclared; a broker left half started would keep the JVM.
            server.shutdown();
            server.awaitShutdown();
            throw new IllegalStateException("Kafka did not start on 127.0.0.1:" + port + ": " + e.getMessage(), e);
        }
    }

    /** In a process that is ending already there is nothing to hook to, and a broker that starts there is closed at once. */
    private static void addShutdownHook(String name, Runnable hook) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(hook, name));
        } catch (IllegalStateException e) {
            LOG.debug("no hook {}: the process is ending", name);
        }
    }

    /** A broker that meets a fault halts its process: here that is the application's. */
    private static void throwInsteadOfExit() {
        Exit.setExitProcedure((status, message) -> {
            throw new IllegalStateException("Kafka wanted to exit with " + status + ": " + message);
        });
        Exit.setHaltProcedure((status, message) -> {
            throw new IllegalStateException("Kafka wanted to halt with " + status + ": " + message);
        });
        Exit.setShutdownHookAdder((name, hook) -> addShutdownHook(name, hook));
    }
}
