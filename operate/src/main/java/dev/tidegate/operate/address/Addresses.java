package dev.tidegate.operate.address;

import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.failure.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the three servers are: the environment goes before the migration file. */
public record Addresses(
        Optional<String> mongodbUri, Optional<String> kafkaBootstrapServers, Optional<String> postgresUrl) {
    public static final String MONGODB = "MONGODB_URI";
    public static final String KAFKA = "KAFKA_BOOTSTRAP_SERVERS";
    public static final String POSTGRES = "POSTGRES_URL";

    /** A server that a command talks to. */
    public enum Server {
        MONGODB(Addresses.MONGODB, "source.uri"),
        KAFKA(Addresses.KAFKA, "kafka.bootstrap_servers"),
        POSTGRES(Addresses.POSTGRES, "target.url");

        private final String variable;
        private final String key;

        Server(String variable, String key) {
            this.variable = variable;
            this.key = key;
        }
    }

    public static Addresses resolve(Migration migration, Map<String, String> environment) {
        Migration.Addresses file = migration.addresses();
        return new Addresses(
                first(environment.get(MONGODB), file.mongodbUri()),
                first(environment.get(KAFKA), file.kafkaBootstrapServers()),
                first(environment.get(POSTGRES), file.postgresUrl()));
    }

    /** Names every server that has no address, all together. */
    public Addresses requiring(List<Server> servers) {
        List<String> missing = new ArrayList<>();
        for (Server server : servers) {
            if (of(server).isEmpty()) {
                missing.add("  " + server.variable + " (or " + server.key + " in the migration file)");
            }
        }
        if (!missing.isEmpty()) {
            throw new InvalidRequestException("no address given for:\n" + String.join("\n", missing)
                    + "\nSet it in the environment; 'tidegate services' starts all three and prints theirs.");
        }
        return this;
    }

    public String mongodb() {
        return mongodbUri.orElseThrow();
    }

    public String kafka() {
        return kafkaBootstrapServers.orElseThrow();
    }

    public String postgres() {
        return postgresUrl.orElseThrow();
    }

    private Optional<String> of(Server server) {
        return switch (server) {
            case MONGODB -> mongodbUri;
            case KAFKA -> kafkaBootstrapServers;
            case POSTGRES -> postgresUrl;
        };
    }

    private static Optional<String> first(String environment, Optional<String> file) {
        return environment == null || environment.isBlank() ? file : Optional.of(environment);
    }

    /** @throws InvalidRequestException when it is none; the message does not repeat it, for it may hold a password */
    public static PostgresAddress target(String url) {
        try {
            return PostgresAddress.parse(url);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(POSTGRES + ": " + e.getMessage());
        }
    }

    /** An address with its password, if there is one, replaced. */
    public static String masked(String address) {
        return address.replaceAll("(://[^:/@]*):[^@/]*@", "$1:***@").replaceAll("(?i)(password=)[^&]*", "$1***");
    }
}
