package dev.tidegate.preflight.source;

import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.preflight.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;

/** What kind of MongoDB answers: only a replica set has change streams. */
final class Deployment {
    private static final int OLDEST_MAJOR = 6;
    private static final String START = "start mongod with --replSet rs0 and call rs.initiate() once; its data stays";

    private final SourceAddress address;

    Deployment(SourceAddress address) {
        this.address = address;
    }

    /** Empty when it can serve. */
    List<Finding> check() {
        RuntimeException last = null;
        if (!address.hasNamedHosts()) {
            try (MongoClient client = address.open()) {
                return check(client, address.display());
            } catch (MongoException e) {
                last = e;
            }
        }
        for (String host : address.hasNamedHosts() ? address.hosts() : List.<String>of()) {
            try (MongoClient client = address.openDirectly(host)) {
                return check(client, host);
            } catch (MongoException e) {
                last = e;
            }
        }
        return List.of(unreachable(last));
    }

    Finding unreachable(RuntimeException failure) {
        if (isRefusedLogin(failure)) {
            return Finding.blocking(
                    "source-login",
                    address.display(),
                    "MongoDB refuses the user or the password",
                    "correct user, password and authSource in MONGODB_URI");
        }
        String because = failure instanceof MongoTimeoutException || failure == null
                ? "no answer within " + address.patience().toSeconds() + " s"
                : failure.getClass().getSimpleName();
        return Finding.blocking(
                "source-unreachable",
                address.display(),
                "MongoDB cannot be reached: " + because,
                "is it up, and is MONGODB_URI right?");
    }

    private static boolean isRefusedLogin(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MongoSecurityException) {
                return true;
            }
        }
        return failure != null && String.valueOf(failure.getMessage()).contains("MongoSecurityException");
    }

    private static List<Finding> check(MongoClient client, String host) {
        MongoDatabase admin = client.getDatabase("admin");
        BsonDocument hello = admin.runCommand(new BsonDocument("hello", new BsonInt32(1)), BsonDocument.class);
        List<Finding> findings = new ArrayList<>();
        kind(hello, host).ifPresent(findings::add);
        BsonDocument build = admin.runCommand(new BsonDocument("buildInfo", new BsonInt32(1)), BsonDocument.class);
        version(build, host).ifPresent(findings::add);
        return findings;
    }

    static Optional<Finding> kind(BsonDocument hello, String host) {
        if (hello.containsKey("msg") && hello.getString("msg").getValue().equals("isdbgrid")) {
            return Optional.of(Finding.blocking(
                    "source-sharded",
                    host,
                    "a mongos of a sharded cluster, which is not supported yet",
                    "read from a replica set"));
        }
        if (hello.containsKey("setName")) {
            return Optional.empty();
        }
        return Optional.of(
                hello.containsKey("isreplicaset")
                        ? Finding.blocking(
                                "source-uninitiated",
                                host,
                                "started with --replSet, but the replica set is not initiated",
                                "call rs.initiate() in mongosh")
                        : Finding.blocking(
                                "source-standalone", host, "a standalone mongod, which has no change streams", START));
    }

    static Optional<Finding> version(BsonDocument build, String host) {
        List<BsonValue> parts = build.getArray("versionArray").getValues();
        if (parts.get(0).asNumber().intValue() >= OLDEST_MAJOR) {
            return Optional.empty();
        }
        String version = parts.stream()
                .limit(3)
                .map(part -> String.valueOf(part.asNumber().intValue()))
                .collect(Collectors.joining("."));
        return Optional.of(Finding.blocking(
                "source-version",
                host,
                "MongoDB " + version + " is older than " + OLDEST_MAJOR + ".0",
                "upgrade it: 6.0, 7.0 and 8.0 are supported"));
    }
}
