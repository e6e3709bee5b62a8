package dev.tidegate.source;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/** Changes documents of small integer ids at random until closed: inserts, updates, replacements, deletes. */
final class Writer implements AutoCloseable {
    private static final int IDS = 500;
    private static final long PAUSE_NANOS = 2_000_000;

    private final List<MongoCollection<BsonDocument>> collections;
    private final Random random;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final CompletableFuture<Void> end;
    private int count;

    private Writer(List<MongoCollection<BsonDocument>> collections, long seed) {
        this.collections = collections;
        this.random = new Random(seed);
        this.end = CompletableFuture.runAsync(this::write, task -> new Thread(task, "writer").start());
    }

    static Writer start(List<MongoCollection<BsonDocument>> collections, long seed) {
        return new Writer(collections, seed);
    }

    private void write() {
        while (!isClosed.get()) {
            change(collections.get(random.nextInt(collections.size())), random.nextInt(IDS));
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void change(MongoCollection<BsonDocument> collection, int id) {
        count++;
        BsonDocument key = new BsonDocument("_id", new BsonInt32(id));
        BsonDocument document = key.clone().append("count", new BsonInt32(count));
        if (collection.countDocuments(key) == 0) {
            collection.insertOne(document);
        } else if (random.nextInt(4) == 0) {
            collection.deleteOne(key);
        } else if (random.nextBoolean()) {
            collection.replaceOne(key, document);
        } else {
            collection.updateOne(Filters.eq("_id", id), Updates.set("count", count));
        }
    }

    /** Returns when the last change is written; throws what a change failed with. */
    @Override
    public void close() {
        isClosed.set(true);
        end.join();
    }
}
