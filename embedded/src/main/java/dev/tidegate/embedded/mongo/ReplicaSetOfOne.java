package dev.tidegate.embedded.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.bson.Document;

/** A {@code mongod} on this port of 127.0.0.1, started with {@code --replSet rs0}, as the only member of its set. */
record ReplicaSetOfOne(int port) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private String address() {
        return "127.0.0.1:" + port;
    }

    String uri() {
        return "mongodb://" + address() + "/?replicaSet=" + HelloCommands.SET_NAME;
    }

    /**
     * Initiates the set when that has not been done, and returns when the member is its primary.
     *
     * @param log where a person finds why it is not
     * @throws IllegalStateException when it does not run, or is no primary within a minute
     */
    void awaitPrimary(BooleanSupplier running, String log) {
        try (MongoClient client = MongoClients.create(
                "mongodb://" + address() + "/?directConnection=true&serverSelectionTimeoutMS=1000")) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            MongoException last = null;
            while (System.nanoTime() < end && running.getAsBoolean()) {
                try {
                    if (isPrimary(client)) {
                        return;
                    }
                } catch (MongoException e) {
                    last = e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
            String how = running.getAsBoolean() ? "is no primary after " + PATIENCE.toSeconds() + " s" : "ended";
            throw new IllegalStateException("mongod " + how + ": read " + log, last);
        }
    }

    private boolean isPrimary(MongoClient client) {
        Document hello = client.getDatabase("admin").runCommand(new Document("hello", 1));
        if (!hello.containsKey("setName")) {
            initiate(client);
        } else if (hello.containsKey("hosts") && !Objects.equals(List.of(address()), hello.get("hosts"))) {
            throw new IllegalStateException("The data belongs to the members " + hello.get("hosts") + ", not to "
                    + address() + ": start on that port, or name another directory");
        }
        return hello.getBoolean("isWritablePrimary", false);
    }

    private void initiate(MongoClient client) {
        Document member = new Document("_id", 0).append("host", address());
        Document config = new Document("_id", HelloCommands.SET_NAME).append("members", List.of(member));
        client.getDatabase("admin").runCommand(new Document("replSetInitiate", config));
    }
}
