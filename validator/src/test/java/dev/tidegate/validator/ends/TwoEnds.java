package dev.tidegate.validator.ends;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.embedded.mongo.MongoServer;
import dev.tidegate.embedded.mongo.TestMongo;
import dev.tidegate.embedded.postgres.EmbeddedPostgresServer;
import dev.tidegate.mapping.ddl.Ddl;
import dev.tidegate.mapping.ddl.Statement;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.target.TargetConnection;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/** A MongoDB and a PostgreSQL for the tests of a class; each test has a database of its own at both ends. */
public final class TwoEnds implements AutoCloseable {
    private final MongoServer mongo = TestMongo.start();
    private final EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start();
    private final MongoClient client = MongoClients.create(mongo.uri());
    private int databases;

    /** @param yaml a migration file without {@code migration} and {@code source} */
    public Ends prepare(String yaml) {
        String name = "refs" + ++databases;
        Migration migration = MigrationFile.parse(name, "migration: refs\nsource: {database: " + name + "}\n" + yaml);
        Ends ends = new Ends(migration, postgres.createDatabase(name), client.getDatabase(name));
        for (Statement statement : new Ddl(migration).atStart()) {
            ends.sql(statement.sql());
        }
        return ends;
    }

    public String mongodbUri() {
        return mongo.uri();
    }

    @Override
    public void close() {
        client.close();
        mongo.close();
        postgres.close();
    }

    /** Both ends of one migration. */
    public record Ends(Migration migration, String jdbcUrl, MongoDatabase source) {
        public TargetConnection connections() {
            return new TargetConnection(jdbcUrl);
        }

        public Connection open() {
            try {
                return DriverManager.getConnection(jdbcUrl);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        public void sql(String... statements) {
            try (Connection connection = open();
                    java.sql.Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        /** All rows, columns joined by a comma; NULL as the word. */
        public List<String> rows(String select) {
            try (Connection connection = open();
                    java.sql.Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(select)) {
                List<String> rows = new ArrayList<>();
                while (row.next()) {
                    List<String> values = new ArrayList<>();
                    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                        values.add(String.valueOf(row.getString(column)));
                    }
                    rows.add(String.join(",", values));
                }
                return rows;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        public void document(String collection, String json) {
            source.getCollection(collection, BsonDocument.class).insertOne(BsonDocument.parse(json));
        }

        public void deadLetter(String collection, String documentId, String stage, boolean stale) {
            sql("INSERT INTO tidegate.dead_letter (collection, document_id, stage, reason, message, stale, first_seen,"
                    + " last_seen) VALUES ('" + collection + "', '" + documentId + "', '" + stage
                    + "', 'required-absent', 'm', " + stale + ", now(), now())");
        }

        /** As the transformer makes it. */
        public UUID id(String collection, ObjectId id) {
            return new CollectionIds(collection, CollectionIds.defaultTag(collection)).uuid(id);
        }

        public UUID id(String collection, BsonValue id) {
            return DocumentId.of(id).uuidByName(collection);
        }
    }
}
