package dev.tidegate.cli.service;

import dev.tidegate.embedded.FreePort;
import dev.tidegate.embedded.kafka.EmbeddedKafka;
import dev.tidegate.embedded.mongo.EmbeddedMongo;
import dev.tidegate.embedded.mongo.MongoServer;
import dev.tidegate.embedded.mongo.MongodProcess;
import dev.tidegate.embedded.mongo.OplogSize;
import dev.tidegate.embedded.postgres.EmbeddedPostgresServer;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.failure.OperationFailedException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** MongoDB, Kafka and PostgreSQL in this process. Closing ends all three, the last started first. */
public final class EmbeddedServices implements AutoCloseable {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private MongoServer mongo;
    private EmbeddedKafka kafka;
    private EmbeddedPostgresServer postgres;

    /** 0 is a free port. */
    public record Ports(int mongo, int kafka, int postgres) {
        public static final Ports FREE = new Ports(0, 0, 0);
    }

    private EmbeddedServices() {}

    /**
     * What was started is ended again when one of the three fails.
     *
     * @throws OperationFailedException when a real {@code mongod} is asked for and none is at hand
     */
    public static EmbeddedServices start(Ports asked, Optional<Path> data, boolean realMongod) {
        Ports ports = KeptPorts.of(asked, data);
        return start(() -> startMongo(ports.mongo(), data.map(in -> in.resolve("mongodb")), realMongod), ports, data);
    }

    /** As {@link #start(Ports, Optional, boolean)} with the stand-in, whose oplog holds so much. */
    public static EmbeddedServices start(Ports asked, Optional<Path> data, OplogSize oplogSize) {
        Ports ports = KeptPorts.of(asked, data);
        return start(
                () -> EmbeddedMongo.start(freePort(ports.mongo()), data.map(in -> in.resolve("mongodb")), oplogSize),
                ports,
                data);
    }

    /** In memory, on free ports, around this MongoDB, which is ended with the others. */
    public static EmbeddedServices startAround(Supplier<? extends MongoServer> mongo) {
        return start(mongo, Ports.FREE, Optional.empty());
    }

    private static EmbeddedServices start(Supplier<? extends MongoServer> mongo, Ports ports, Optional<Path> data) {
        EmbeddedServices services = new EmbeddedServices();
        try {
            services.mongo = services.add(mongo.get());
            services.kafka =
                    services.add(EmbeddedKafka.start(ports.kafka(), data.map(directory -> directory.resolve("kafka"))));
            services.postgres = services.add(EmbeddedPostgresServer.start(
                    ports.postgres(), data.map(directory -> directory.resolve("postgresql"))));
            data.ifPresent(directory -> KeptPorts.keep(directory, services.addresses()));
            return services;
        } catch (RuntimeException e) {
            services.close();
            throw e;
        }
    }

    private static MongoServer startMongo(int port, Optional<Path> data, boolean realMongod) {
        return realMongod
                ? MongodProcess.start(mongod(System.getenv()), port, data)
                : EmbeddedMongo.start(freePort(port), data);
    }

    private static int freePort(int port) {
        return port == 0 ? 0 : FreePort.choose(port, "MongoDB");
    }

    static Path mongod(Map<String, String> environment) {
        return MongodProcess.find(environment)
                .orElseThrow(() -> new OperationFailedException("no mongod is at hand: set " + MongodProcess.VARIABLE
                        + " to its binary or put it on the PATH, or leave --mongod out to use the stand-in"));
    }

    public Addresses addresses() {
        return new Addresses(
                Optional.of(mongo.uri()), Optional.of(kafka.bootstrapServers()), Optional.of(postgres.url()));
    }

    /** {@code NAME=address}, one for each server, as a shell or an env file takes them. */
    public List<String> addressLines() {
        Addresses addresses = addresses();
        return List.of(
                Addresses.MONGODB + "=" + addresses.mongodb(),
                Addresses.KAFKA + "=" + addresses.kafka(),
                Addresses.POSTGRES + "=" + addresses.postgres());
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                RuntimeException next =
                        new IllegalStateException("an embedded server did not end: " + e.getMessage(), e);
                if (failure == null) {
                    failure = next;
                } else {
                    failure.addSuppressed(next);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private <T extends AutoCloseable> T add(T server) {
        started.push(server);
        return server;
    }
}
