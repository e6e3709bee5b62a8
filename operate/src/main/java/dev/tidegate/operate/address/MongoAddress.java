package dev.tidegate.operate.address;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Client settings from a MongoDB connection string. */
public final class MongoAddress {
    private MongoAddress() {}

    /** @param timeout how long to wait for a server before an operation fails */
    public static MongoClientSettings settings(String uri, Duration timeout) {
        return MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .applicationName("tidegate")
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS))
                .build();
    }
}
