package dev.tidegate.preflight.source;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.tidegate.preflight.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;

/**
 * What the user may do, found by doing it: roles can come from many places, and what counts is whether the reads that a
 * run makes are let through. Reads only.
 */
final class Privileges {
    private static final int UNAUTHORIZED = 13;

    private final MongoClient client;
    private final MongoDatabase database;

    Privileges(MongoClient client, MongoDatabase database) {
        this.client = client;
        this.database = database;
    }

    List<Finding> check(Iterable<String> collections) {
        List<Finding> findings = new ArrayList<>();
        for (String collection : collections) {
            if (isDenied(() -> database.getCollection(collection, BsonDocument.class)
                    .find()
                    .limit(1)
                    .first())) {
                findings.add(denied(database.getName() + "." + collection, "may not find in it"));
            }
        }
        if (isDenied(this::watch)) {
            findings.add(denied(database.getName(), "may not open a change stream on the database (changeStream)"));
        }
        if (isDenied(() -> client.getDatabase("local")
                .getCollection("oplog.rs", BsonDocument.class)
                .find()
                .limit(1)
                .first())) {
            findings.add(Finding.warning(
                    "source-oplog-hidden",
                    "local.oplog.rs",
                    "the user may not read it: the oplog's window cannot be measured, here and during a run",
                    "grant the role read on the database local"));
        }
        return findings;
    }

    static Finding denied(String where, String message) {
        return Finding.blocking(
                "source-privileges",
                where,
                "the user " + message,
                "grant the role read on the source database: it has find, listCollections and changeStream");
    }

    private Object watch() {
        try (MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> cursor = database.watch(
                        List.of(), BsonDocument.class)
                .maxAwaitTime(1, TimeUnit.MILLISECONDS)
                .cursor()) {
            return cursor.tryNext();
        }
    }

    private static boolean isDenied(java.util.function.Supplier<Object> read) {
        try {
            read.get();
            return false;
        } catch (MongoException e) {
            if (isDenial(e)) {
                return true;
            }
            throw e;
        }
    }

    static boolean isDenial(MongoException failure) {
        return failure instanceof MongoCommandException command && command.getErrorCode() == UNAUTHORIZED
                || failure.getCode() == UNAUTHORIZED;
    }
}
