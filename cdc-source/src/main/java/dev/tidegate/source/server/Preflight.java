package dev.tidegate.source.server;

import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Refuses by name what cannot be read, before anything is written anywhere. */
public final class Preflight {
    private final MongoServer server;
    private final Duration timeout;

    public Preflight(MongoServer server, Duration timeout) {
        this.server = server;
        this.timeout = timeout;
    }

    /**
     * @throws UnreachableServerException when no host answers in time, or none is primary
     * @throws UnsupportedSourceException when it is no replica set, or a mapped collection is of a kind that has no
     *     change events of its own
     */
    public void check(String database, List<String> collections) {
        checkDeployment();
        try (MongoClient client = server.open(timeout)) {
            checkCollections(database, collections, CollectionInfo.list(client.getDatabase(database)));
        } catch (MongoTimeoutException e) {
            throw new UnreachableServerException("MongoDB's primary", server.address(), timeout, e);
        }
    }

    private void checkDeployment() {
        if (!server.hasNamedHosts()) {
            checkDeployment(askThroughDriver(), server.address());
            return;
        }
        MongoTimeoutException last = null;
        Duration each = timeout.dividedBy(server.hosts().size());
        for (String host : server.hosts()) {
            try (MongoClient client = server.openDirectly(host, each)) {
                checkDeployment(Hello.ask(client), host);
                return;
            } catch (MongoTimeoutException e) {
                last = e;
            }
        }
        throw new UnreachableServerException("MongoDB", server.address(), timeout, last);
    }

    private Hello askThroughDriver() {
        try (MongoClient client = server.open(timeout)) {
            return Hello.ask(client);
        } catch (MongoTimeoutException e) {
            throw new UnreachableServerException("MongoDB", server.address(), timeout, e);
        }
    }

    static void checkDeployment(Hello hello, String host) {
        if (hello.isSharded()) {
            throw new UnsupportedSourceException("MongoDB at " + host
                    + " is a mongos of a sharded cluster: not supported yet. Read from a replica set");
        }
        if (hello.isUninitiated()) {
            throw new UnsupportedSourceException(
                    "MongoDB at " + host
                            + " was started with --replSet, but the replica set is not initiated: call rs.initiate() in mongosh");
        }
        if (!hello.isReplicaSetMember()) {
            throw new UnsupportedSourceException("MongoDB at " + host
                    + " is a standalone mongod, which has no change streams: start it with --replSet rs0 and call"
                    + " rs.initiate() in mongosh once; its data stays");
        }
    }

    static void checkCollections(String database, List<String> mapped, Map<String, CollectionInfo> existing) {
        List<String> problems = new ArrayList<>();
        for (String collection : mapped) {
            Optional.ofNullable(existing.get(collection))
                    .flatMap(Preflight::unsupported)
                    .ifPresent(problem -> problems.add(database + "." + collection + " " + problem));
        }
        if (!problems.isEmpty()) {
            throw new UnsupportedSourceException(
                    "mapped collections cannot be read:\n  " + String.join("\n  ", problems));
        }
    }

    private static Optional<String> unsupported(CollectionInfo info) {
        if (info.type().equals("view")) {
            return Optional.of("is a view, which has no changes of its own: map the collections that it reads");
        }
        if (info.type().equals("timeseries")) {
            return Optional.of("is a time-series collection, which has no change events: leave it out of the mapping");
        }
        if (info.capped()) {
            return Optional.of("is a capped collection, whose removals are no change events: convert it first"
                    + " (convertToCapped has no reverse: copy it into a new collection), or leave it out");
        }
        return Optional.empty();
    }
}
