package dev.tidegate.cli.fuzz;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.tidegate.cli.service.EmbeddedServices;
import dev.tidegate.embedded.mongo.TestMongo;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.MongoAddress;
import dev.tidegate.operate.address.TargetConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The three servers of all rounds; each run of a round has databases and topics of its own, and takes them away. */
final class FuzzServers implements AutoCloseable {
    private final EmbeddedServices services;
    private final MongoClient client;

    FuzzServers() {
        services = EmbeddedServices.startAround(TestMongo::start);
        client = MongoClients.create(MongoAddress.settings(services.addresses().mongodb(), Duration.ofSeconds(30)));
    }

    MongoClient client() {
        return client;
    }

    Addresses withTarget(String database) throws SQLException {
        execute("CREATE DATABASE \"" + database + "\"");
        Addresses all = services.addresses();
        String target = all.postgres().replaceAll("/postgres$", "/" + database);
        return new Addresses(all.mongodbUri(), all.kafkaBootstrapServers(), Optional.of(target));
    }

    void remove(String name, String database) throws SQLException {
        client.getDatabase(database).drop();
        execute("DROP DATABASE IF EXISTS \"" + database + "\" WITH (FORCE)");
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, services.addresses().kafka()))) {
            Set<String> topics = admin.listTopics().names().get().stream()
                    .filter(topic -> topic.startsWith(name + "."))
                    .collect(Collectors.toSet());
            admin.deleteTopics(topics).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot delete the topics of " + name, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = TargetConnection.open(
                        PostgresAddress.parse(services.addresses().postgres()));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        client.close();
        services.close();
    }
}
