package dev.tidegate.operate.verify;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.validator.PointComparison;
import dev.tidegate.validator.ValidatorConfig;
import dev.tidegate.validator.source.SourceClock;
import dev.tidegate.validator.target.TargetConnection;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The connections of one session: all of them, or none. */
record FollowServers(MongoClient client, Connection connection, PointComparison comparison) implements AutoCloseable {

    static FollowServers open(ValidatorConfig config) throws SQLException {
        Connection connection = DriverManager.getConnection(config.postgresJdbcUrl());
        try {
            PointComparison comparison = new PointComparison(config);
            return new FollowServers(MongoClients.create(config.mongodbUri()), connection, comparison);
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    MongoDatabase database(String name) {
        return client.getDatabase(name);
    }

    SourceClock clock() {
        return new SourceClock(client.getDatabase("admin"));
    }

    @Override
    public void close() {
        client.close();
        try (comparison) {
            connection.close();
        } catch (SQLException e) {
            throw TargetConnection.notClosed(e);
        }
    }
}
