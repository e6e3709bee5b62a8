package dev.tidegate.cli.pipeline;

import dev.tidegate.cli.address.Addresses;
import dev.tidegate.cli.address.Addresses.Server;
import dev.tidegate.mapping.declaration.Migration;
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
        KafkaPipeline kafka = new KafkaPipeline(migration, addresses);
        return new LivePipeline(kafka, Optional.of(kafka));
    }

    /** Those that must answer. */
    public static List<Server> servers(Addresses addresses) {
        List<Server> servers = new ArrayList<>(List.of(Server.MONGODB, Server.POSTGRES));
        if (addresses.kafkaBootstrapServers().isPresent()) {
            servers.add(Server.KAFKA);
        }
        return servers;
    }

    @Override
    public void close() {
        kafka.ifPresent(KafkaPipeline::close);
    }
}
