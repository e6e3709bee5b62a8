package dev.tidegate.source.server;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Opens clients for the source's MongoDB. */
public final class MongoServer {
    private final ConnectionString uri;
    private final String applicationName;

    public MongoServer(String uri) {
        this(uri, "tidegate-source");
    }

    /** @param applicationName by which MongoDB's log names the clients */
    MongoServer(String uri, String applicationName) {
        this.uri = new ConnectionString(uri);
        this.applicationName = applicationName;
    }

    /** Hosts and ports, without credentials. */
    public String address() {
        return String.join(",", uri.getHosts());
    }

    /** @param patience how long to wait for a primary before an operation fails */
    public MongoClient open(Duration patience) {
        return MongoClients.create(settings(patience).build());
    }

    /** Whether hosts can be asked one by one: behind an SRV record they are not known before it is resolved. */
    boolean hasNamedHosts() {
        return !uri.isSrvProtocol();
    }

    List<String> hosts() {
        return uri.getHosts();
    }

    /** A client of this host alone, whatever it is a part of. */
    MongoClient openDirectly(String host, Duration patience) {
        return MongoClients.create(settings(patience)
                .applyToClusterSettings(cluster -> cluster.applyConnectionString(
                                new ConnectionString("mongodb://" + host + "/?directConnection=true"))
                        .requiredReplicaSetName(null))
                .build());
    }

    private MongoClientSettings.Builder settings(Duration patience) {
        return MongoClientSettings.builder()
                .applicationName(applicationName)
                .applyConnectionString(uri)
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(patience.toMillis(), TimeUnit.MILLISECONDS))
                .applyToSocketSettings(
                        socket -> socket.connectTimeout((int) patience.toMillis(), TimeUnit.MILLISECONDS));
    }
}
