package dev.tidegate.validator.pass;

import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.validator.target.TargetConnection;
import dev.tidegate.validator.target.UnreadableTargetException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bson.BsonBinary;
import org.bson.BsonDocument;

/** By what MongoDB's collections and the target's rows are known again: what was compared of others proves nothing. */
public final class ComparedEnds {
    private ComparedEnds() {}

    /** The collections' UUIDs, and when the migration first started into the target. */
    public static String of(MongoDatabase source, Connection target, Migration migration) {
        return "source " + collections(source, migration) + ", target " + firstStart(target, migration);
    }

    private static Set<String> collections(MongoDatabase source, Migration migration) {
        Set<String> mapped = migration.sourceCollections().stream().collect(Collectors.toSet());
        Set<String> ids = new TreeSet<>();
        source.listCollections(BsonDocument.class).forEach(collection -> {
            BsonDocument info = collection.getDocument("info", new BsonDocument());
            if (mapped.contains(collection.getString("name").getValue()) && info.isBinary("uuid")) {
                BsonBinary uuid = info.getBinary("uuid");
                ids.add(uuid.asUuid().toString());
            }
        });
        return ids;
    }

    private static String firstStart(Connection target, Migration migration) {
        try (PreparedStatement exists =
                        target.prepareStatement("SELECT to_regclass('tidegate.migration') IS NOT NULL");
                ResultSet found = exists.executeQuery()) {
            found.next();
            return found.getBoolean(1) ? ofMigration(target, migration) : "none";
        } catch (SQLException e) {
            throw new UnreadableTargetException("could not read tidegate.migration", e);
        } finally {
            TargetConnection.endRead(target);
        }
    }

    private static String ofMigration(Connection target, Migration migration) throws SQLException {
        try (PreparedStatement statement = target.prepareStatement(
                "SELECT extract(epoch FROM first_start)::text FROM tidegate.migration WHERE name = ?")) {
            statement.setString(1, migration.name());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : "none";
            }
        }
    }
}
