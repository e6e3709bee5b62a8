package dev.tidegate.events.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** How the topics that keep a migration's data are set up: compacted, kept, big enough for any document. */
public final class TopicSettings {
    /** Tombstones must outlive the longest pause, else a stage that comes back keeps ghosts. */
    public static final Duration LONGEST_PAUSE = Duration.ofDays(30);

    private TopicSettings() {}

    public static Map<String, String> compacted() {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.DELETE_RETENTION_MS_CONFIG,
                String.valueOf(LONGEST_PAUSE.toMillis()),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                String.valueOf(RecordLimits.MAX_RECORD_BYTES),
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "CreateTime");
    }

    /** For requests, which are of no use once they are carried out. */
    public static Map<String, String> requests() {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                String.valueOf(LONGEST_PAUSE.toMillis()),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                String.valueOf(RecordLimits.MAX_RECORD_BYTES));
    }

    /**
     * For a topic whose few keys are written many times a second and which is read to its end each time: only segments
     * that are closed are compacted.
     */
    public static Map<String, String> compactedOften() {
        Map<String, String> settings = new HashMap<>(compacted());
        settings.put(TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(1 << 20));
        settings.put(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.01");
        return settings;
    }
}
