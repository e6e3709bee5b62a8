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

/** The three servers, shared by the tests of a class; each test has a target database of its own. */
final class Servers implements AutoCloseable {
    private final EmbeddedServices services;

    private Servers(EmbeddedServices services) {
        this.services = services;
    }

    static Servers start() {
        return new Servers(EmbeddedServices.startAround(TestMongo::start));
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
    public void close() {
        services.close();
    }
}
