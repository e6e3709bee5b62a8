package dev.tidegate.preflight.source;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Opens clients of the source that wait for a server only so long. */
public final class SourceAddress {
    private final ConnectionString uri;
    private final Duration patience;

    /** @throws IllegalArgumentException when it is no connection string of MongoDB */
    public SourceAddress(String uri, Duration patience) {
        this.uri = new ConnectionString(uri);
        this.patience = patience;
    }

    /** Hosts and ports, without user and password. */
    public String display() {
        return String.join(",", uri.getHosts());
    }

    public MongoClient open() {
        return MongoClients.create(settings().build());
    }

    /** Behind an SRV record the hosts are not known before it is resolved. */
    boolean hasNamedHosts() {
        return !uri.isSrvProtocol();
    }

    List<String> hosts() {
        return uri.getHosts();
    }

    /** A client of this host alone, whatever it is a part of. */
    MongoClient openDirectly(String host) {
        return MongoClients.create(settings()
                .applyToClusterSettings(cluster -> cluster.applyConnectionString(
                                new ConnectionString("mongodb://" + host + "/?directConnection=true"))
                        .requiredReplicaSetName(null))
                .build());
    }

    Duration patience() {
        return patience;
    }

    private MongoClientSettings.Builder settings() {
        return MongoClientSettings.builder()
                .applicationName("tidegate-check")
                .applyConnectionString(uri)
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(patience.toMillis(), TimeUnit.MILLISECONDS))
                .applyToSocketSettings(
                        socket -> socket.connectTimeout((int) patience.toMillis(), TimeUnit.MILLISECONDS));
    }
}
