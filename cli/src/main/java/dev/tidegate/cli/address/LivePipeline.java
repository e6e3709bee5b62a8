package dev.tidegate.cli.address;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.Addresses.Server;
import dev.tidegate.operate.pipeline.KafkaPipeline;
import dev.tidegate.source.server.MongoSourceServer;
import dev.tidegate.validator.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pipeline between both ends where an address of Kafka is given; else both ends are taken to be at rest. */
public record LivePipeline(Pipeline pipeline, Optional<KafkaPipeline> kafka) implements AutoCloseable {

    public static LivePipeline of(Migration migration, Addresses addresses) {
        if (addresses.kafkaBootstrapServers().isEmpty()) {
            return new LivePipeline(Pipeline.AT_REST, Optional.empty());
        }
        KafkaPipeline kafka = new KafkaPipeline(migration, addresses, MongoSourceServer::open);
        return new LivePipeline(kafka, Optional.of(kafka));
    }

    /** MongoDB and PostgreSQL have answered, and Kafka where an address is given. */
    public static Addresses reachable(Migration migration) {
        List<Server> servers = new ArrayList<>(List.of(Server.MONGODB, Server.POSTGRES));
        if (Addresses.resolve(migration, System.getenv())
                .kafkaBootstrapServers()
                .isPresent()) {
            servers.add(Server.KAFKA);
        }
        return Reachability.required(migration, servers);
    }

    @Override
    public void close() {
        kafka.ifPresent(KafkaPipeline::close);
    }
}
