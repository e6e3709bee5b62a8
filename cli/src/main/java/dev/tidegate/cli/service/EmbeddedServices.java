package dev.tidegate.cli.service;

import dev.tidegate.cli.address.Addresses;
import dev.tidegate.embedded.FreePort;
import dev.tidegate.embedded.kafka.EmbeddedKafka;
import dev.tidegate.embedded.mongo.EmbeddedMongo;
import dev.tidegate.embedded.mongo.MongoServer;
import dev.tidegate.embedded.postgres.EmbeddedPostgresServer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

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

    /** What was started is ended again when one of the three fails. */
    public static EmbeddedServices start(Ports ports, Optional<Path> data, boolean realMongod) {
        EmbeddedServices services = new EmbeddedServices();
        try {
            Optional<Path> mongoData = data.map(directory -> directory.resolve("mongodb"));
            int mongoPort = ports.mongo() == 0 ? 0 : FreePort.choose(ports.mongo(), "MongoDB");
            services.mongo = services.add(
                    realMongod ? EmbeddedMongo.start(mongoPort, mongoData) : EmbeddedMongo.start(mongoPort, mongoData));
            services.kafka =
                    services.add(EmbeddedKafka.start(ports.kafka(), data.map(directory -> directory.resolve("kafka"))));
            services.postgres = services.add(EmbeddedPostgresServer.start(
                    ports.postgres(), data.map(directory -> directory.resolve("postgresql"))));
            return services;
        } catch (RuntimeException e) {
            services.close();
            throw e;
        }
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
