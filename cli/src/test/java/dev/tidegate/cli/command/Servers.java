package dev.tidegate.cli.command;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.tidegate.cli.service.EmbeddedServices;
import dev.tidegate.embedded.mongo.TestMongo;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.TargetConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.bson.UuidRepresentation;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The three servers; each test has a target database of its own. As a static field with {@code @RegisterExtension} they are
 * started before the first test of a class and stopped after its last.
 */
final class Servers implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
    private EmbeddedServices services;

    static Servers start() {
        Servers servers = new Servers();
        servers.open();
        return servers;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        open();
    }

    private void open() {
        services = EmbeddedServices.startAround(TestMongo::start);
    }

    /** Addresses with a new, empty target database. */
    Addresses withTarget(String database) throws SQLException {
        Addresses all = services.addresses();
        try (Connection connection = TargetConnection.open(PostgresAddress.parse(all.postgres()));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE \"" + database + "\"");
        }
        String target = all.postgres().replaceAll("/postgres$", "/" + database);
        return new Addresses(all.mongodbUri(), all.kafkaBootstrapServers(), Optional.of(target));
    }

    MongoClient client() {
        return client(services.addresses());
    }

    static MongoClient client(Addresses addresses) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(addresses.mongodb()))
                .uuidRepresentation(UuidRepresentation.STANDARD)
                .build());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        services.close();
    }
}
