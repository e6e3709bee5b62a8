package dev.tidegate.cli.address;

import com.mongodb.MongoException;
import dev.tidegate.events.topic.KafkaCluster;
import dev.tidegate.mapping.address.ConnectTimeout;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.Addresses.Server;
import dev.tidegate.operate.address.TargetConnection;
import dev.tidegate.operate.failure.InvalidRequestException;
import dev.tidegate.operate.failure.OperationFailedException;
import dev.tidegate.sink.target.ForeignTargetException;
import dev.tidegate.sink.target.TargetOwner;
import dev.tidegate.source.server.MongoServer;
import dev.tidegate.source.server.Preflight;
import dev.tidegate.source.server.UnreachableServerException;
import dev.tidegate.source.server.UnsupportedSourceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks each server once before anything is started. */
public final class Reachability {
    private static final Logger LOG = LoggerFactory.getLogger(Reachability.class);
    private final Migration migration;
    private final Addresses addresses;
    private final Duration patience;

    public Reachability(Migration migration, Addresses addresses) {
        this.migration = migration;
        this.addresses = addresses;
        this.patience = patience();
    }

    private static Duration patience() {
        try {
            return ConnectTimeout.get();
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(e.getMessage());
        }
    }

    /**
     * The addresses of the environment and the file, once each of these servers has answered, and the target holds no
     * other migration's records.
     *
     * @throws InvalidRequestException when an address is missing or broken
     * @throws OperationFailedException as {@link #require}, and when the target is another's
     */
    public static Addresses required(Migration migration, List<Server> servers) {
        Addresses addresses = Addresses.resolve(migration, System.getenv()).requiring(servers);
        Reachability reachability = new Reachability(migration, addresses);
        reachability.require(servers);
        if (servers.contains(Server.POSTGRES)) {
            Optional<String> cluster =
                    servers.contains(Server.KAFKA) ? Optional.of(reachability.kafkaCluster()) : Optional.empty();
            reachability.askTarget(target -> TargetOwner.require(target, migration, cluster));
        }
        return addresses;
    }

    /** @throws OperationFailedException when the target is another migration's, or another Kafka's, and a sink would refuse it */
    public void requireStartable() {
        String cluster = kafkaCluster();
        askTarget(target -> TargetOwner.requireStartable(target, migration, cluster));
    }

    /**
     * As {@link #requireStartable}, before stages that do without PostgreSQL: what they do for days, a sink would refuse
     * to write. Where PostgreSQL is not named or does not answer, only the sink will see.
     */
    public void requireStartableWhereKnown() {
        if (addresses.postgresUrl().isEmpty()) {
            return;
        }
        Optional<String> problem = postgres();
        if (problem.isPresent()) {
            LOG.info("whether a sink may write there is not known yet: {}", problem.get());
            return;
        }
        requireStartable();
    }

    private interface Question {
        void ask(Connection target) throws SQLException;
    }

    private void askTarget(Question question) {
        try (Connection connection = TargetConnection.open(Addresses.target(addresses.postgres()))) {
            question.ask(connection);
        } catch (ForeignTargetException e) {
            throw new OperationFailedException(e.getMessage(), e);
        } catch (SQLException e) {
            throw new OperationFailedException(
                    "cannot read whose records are in PostgreSQL (SQLSTATE " + e.getSQLState() + "): may the user read"
                            + " schema tidegate?",
                    e);
        }
    }

    private String kafkaCluster() {
        try (Admin admin = Admin.create(kafkaProperties())) {
            return new KafkaCluster(admin).id();
        }
    }

    /** @throws OperationFailedException that names every server that cannot serve, its address and the time */
    public void require(List<Server> servers) {
        List<String> problems = new ArrayList<>();
        for (Server server : servers) {
            problem(server).ifPresent(problems::add);
        }
        if (!problems.isEmpty()) {
            throw new OperationFailedException("nothing was started\n" + String.join("\n", problems));
        }
    }

    private Optional<String> problem(Server server) {
        return switch (server) {
            case MONGODB -> mongodb();
            case KAFKA -> kafka();
            case POSTGRES -> postgres();
        };
    }

    private Optional<String> mongodb() {
        try {
            new Preflight(new MongoServer(addresses.mongodb()), patience)
                    .check(migration.source().database(), migration.sourceCollections());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(
                    Addresses.MONGODB + " is no MongoDB connection string: " + e.getMessage());
        } catch (UnsupportedSourceException e) {
            return Optional.of(e.getMessage());
        } catch (UnreachableServerException | MongoException e) {
            return unreachable("MongoDB", Addresses.masked(addresses.mongodb()), e);
        }
    }

    private Optional<String> kafka() {
        try (Admin admin = Admin.create(kafkaProperties())) {
            admin.describeCluster().nodes().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return unreachable("Kafka", addresses.kafka(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unreachable("Kafka", addresses.kafka(), e);
        }
    }

    private Map<String, Object> kafkaProperties() {
        return Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, addresses.kafka(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
    }

    private Optional<String> postgres() {
        PostgresAddress address = Addresses.target(addresses.postgres());
        try (Connection connection = TargetConnection.open(address)) {
            LOG.debug("PostgreSQL {}", connection.getMetaData().getDatabaseProductVersion());
            return Optional.empty();
        } catch (SQLException e) {
            return unreachable("PostgreSQL", address.toString(), e);
        }
    }

    private Optional<String> unreachable(String server, String address, Exception failure) {
        Throwable cause =
                failure instanceof KafkaException && failure.getCause() != null ? failure.getCause() : failure;
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return Optional.of("cannot reach " + server + " at " + address + " (waited up to " + patience.toSeconds()
                + " s). Is it up, and the address right? " + ConnectTimeout.VARIABLE + " gives it longer\n  "
                + firstLine(reason));
    }

    private static String firstLine(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() > 300 ? line.substring(0, 300) + "…" : line;
    }
}
