package dev.tidegate.operate.status;

import dev.tidegate.events.source.SourcePhase;
import dev.tidegate.events.source.SourceStateReader;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.pipeline.Hops;
import dev.tidegate.operate.pipeline.KafkaTopicOffsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far the snapshot is on its way through Kafka. */
public final class SnapshotProgress {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotProgress.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Live writes never leave a moment without any lag: this much of it is none of the snapshot any more. */
    private static final long NEARLY_NOTHING = 2_000;

    private SnapshotProgress() {}

    /** True when the source streams and the transformer has nearly caught up; false also while Kafka does not answer. */
    public static boolean isTransformed(Migration migration, String bootstrapServers) {
        Map<String, Object> kafka = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (SourceStateReader reader = new SourceStateReader(kafka, new Topics(migration.name()).sourceState());
                Admin admin = Admin.create(kafka)) {
            return reader.read(TIMEOUT).phase() == SourcePhase.STREAM
                    && StageLag.of(new Hops(migration, new KafkaTopicOffsets(admin)).transform())
                            .events()
                            .filter(events -> events < NEARLY_NOTHING)
                            .isPresent();
        } catch (RetriableException e) {
            LOG.info("not known yet whether the snapshot is in: {}", e.getMessage());
            return false;
        }
    }
}
