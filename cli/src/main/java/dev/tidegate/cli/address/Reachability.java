package dev.tidegate.cli.address;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.tidegate.cli.CommandFailure;
import dev.tidegate.cli.address.Addresses.Server;
import dev.tidegate.sink.connect.PostgresAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.bson.Document;
import org.slf4j.LoggerFactory;

/** Asks each server once before anything is started. */
public final class Reachability {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Addresses addresses;

    public Reachability(Addresses addresses) {
        this.addresses = addresses;
    }

    /** @throws CommandFailure that names the server, its address and the time, with exit code 3 */
    public void require(List<Server> servers) {
        for (Server server : servers) {
            switch (server) {
                case MONGODB -> mongodb();
                case KAFKA -> kafka();
                case POSTGRES -> postgres();
            }
        }
    }

    private void mongodb() {
        try (MongoClient client = MongoClients.create(MongoAddress.settings(addresses.mongodb(), PATIENCE))) {
            client.getDatabase("admin").runCommand(new Document("ping", 1));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(Addresses.MONGODB + " is no MongoDB connection string: " + e.getMessage());
        } catch (MongoException e) {
            throw unreachable("MongoDB", Addresses.masked(addresses.mongodb()), e);
        }
    }

    private void kafka() {
        Map<String, Object> properties = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, addresses.kafka(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        try (Admin admin = Admin.create(properties)) {
            admin.describeCluster().nodes().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw unreachable("Kafka", addresses.kafka(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable("Kafka", addresses.kafka(), e);
        }
    }

    private void postgres() {
        PostgresAddress address = parse();
        try (Connection connection = TargetConnection.open(address)) {
            LoggerFactory.getLogger(Reachability.class)
                    .debug("PostgreSQL {}", connection.getMetaData().getDatabaseProductVersion());
        } catch (SQLException e) {
            throw unreachable("PostgreSQL", address.toString(), e);
        }
    }

    private PostgresAddress parse() {
        try {
            return PostgresAddress.parse(addresses.postgres());
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(Addresses.POSTGRES + ": " + e.getMessage());
        }
    }

    private static CommandFailure unreachable(String server, String address, Exception cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return CommandFailure.couldNotRun(
                "cannot reach " + server + " at " + address + " (waited up to " + PATIENCE.toSeconds()
                        + " s); nothing was started. Is it up, and the address right?\n  " + firstLine(reason),
                cause);
    }

    private static String firstLine(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() > 300 ? line.substring(0, 300) + "…" : line;
    }
}
