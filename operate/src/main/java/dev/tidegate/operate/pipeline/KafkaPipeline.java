package dev.tidegate.operate.pipeline;

import dev.tidegate.events.source.SourceServer;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.pipeline.SourceCondition;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Reads from MongoDB, Kafka and PostgreSQL how far the running pipeline is, whichever processes run its stages.
 *
 * <p>A fence passes while the application writes, as soon as everything before it has: within about a second where nothing is
 * behind. It does not pass while a stage stalls; behind a source that has stopped for good it passes once all that was
 * carried is in PostgreSQL. Thread-safe; one thread asks at a time.
 */
public final class KafkaPipeline implements Pipeline, AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Migration migration;
    private final Admin admin;
    private final TopicOffsets offsets;
    private final StreamPassage source;
    private final PostgresSinkPositions sink;

    public KafkaPipeline(Migration migration, Addresses addresses, SourceServer.Opener servers) {
        Map<String, Object> kafka = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, addresses.kafka());
        this.migration = migration;
        this.sink = new PostgresSinkPositions(addresses.postgres());
        this.admin = Admin.create(kafka);
        this.offsets = new KafkaTopicOffsets(admin);
        this.source = new StreamPassage(migration, servers.open(addresses.mongodb(), ANSWER), kafka);
    }

    /** @throws com.mongodb.MongoException when MongoDB does not answer */
    @Override
    public synchronized Fence fence() {
        return new CascadeFence(new Cascade(migration, source, offsets, sink));
    }

    @Override
    public synchronized SourceCondition source() {
        return source.condition();
    }

    private final class CascadeFence implements Fence {
        private final Cascade cascade;

        private CascadeFence(Cascade cascade) {
            this.cascade = cascade;
        }

        @Override
        public boolean isPassed() {
            synchronized (KafkaPipeline.this) {
                return cascade.isPassed();
            }
        }

        @Override
        public String toString() {
            synchronized (KafkaPipeline.this) {
                return cascade.toString();
            }
        }
    }

    @Override
    public synchronized void close() {
        source.close();
        sink.close();
        admin.close(CLOSE_TIMEOUT);
    }
}
