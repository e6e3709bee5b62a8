package dev.tidegate.cli.pipeline;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.operate.address.TargetConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * Accounts of NextCRM that carry the number of their last write in their name, and get a new watcher with each: a row and
 * edges that show whether a write has arrived. For one thread.
 */
final class MarkedAccounts implements AutoCloseable {
    private static final int ACCOUNTS = 5;

    private final MongoCollection<Document> collection;
    private final Connection target;
    private final Random random;
    private final List<ObjectId> accounts = new ArrayList<>();
    private final Map<ObjectId, Integer> names = new LinkedHashMap<>();
    private final Map<ObjectId, ObjectId> watchers = new LinkedHashMap<>();
    private int writes;

    MarkedAccounts(MongoDatabase database, String postgres, Random random) throws SQLException {
        this.collection = database.getCollection("crm_Accounts");
        this.target = TargetConnection.open(PostgresAddress.parse(postgres));
        this.random = random;
    }

    void write() {
        writes++;
        ObjectId watcher = new ObjectId();
        if (accounts.size() < ACCOUNTS) {
            accounts.add(new ObjectId());
            collection.insertOne(new Document("_id", accounts.get(accounts.size() - 1))
                    .append("name", String.valueOf(writes))
                    .append("__v", 0)
                    .append("watchers", List.of(watcher)));
            noted(accounts.get(accounts.size() - 1), watcher);
        } else {
            ObjectId account = accounts.get(random.nextInt(ACCOUNTS));
            collection.updateOne(
                    Filters.eq(account),
                    Updates.combine(
                            Updates.set("name", String.valueOf(writes)), Updates.addToSet("watchers", watcher)));
            noted(account, watcher);
        }
    }

    private void noted(ObjectId account, ObjectId watcher) {
        names.put(account, writes);
        watchers.put(account, watcher);
    }

    /** The accounts whose last write is not in PostgreSQL. */
    List<String> missing() throws SQLException {
        List<String> missing = new ArrayList<>();
        for (ObjectId account : accounts) {
            String name =
                    one("SELECT name FROM \"crm_Accounts\" WHERE tidegate.object_id(id) = ?", account.toHexString());
            if (!String.valueOf(names.get(account)).equals(name)) {
                missing.add(account + " write " + names.get(account) + " is " + name);
            }
            String watcher = watchers.get(account).toHexString();
            if (one("SELECT 'there' FROM \"AccountWatchers\" WHERE tidegate.object_id(user_id) = ?", watcher) == null) {
                missing.add(account + " watcher " + watcher);
            }
        }
        return missing;
    }

    private String one(String sql, String parameter) throws SQLException {
        try (PreparedStatement statement = target.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? result.getString(1) : null;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        target.close();
    }
}
