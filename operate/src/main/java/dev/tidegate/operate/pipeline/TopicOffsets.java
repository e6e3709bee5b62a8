package dev.tidegate.operate.pipeline;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Where topics end and how far their readers are. Each call asks anew. */
public interface TopicOffsets {
    /**
     * @param topic its id: a topic that was made again under its name has another
     * @param offset the offset behind everything that was ever written and replicated, open transactions included
     */
    record End(Uuid topic, long offset) {}

    /** What a consumer group has committed; empty for a group that never was. */
    Map<TopicPartition, Long> committed(String group);

    /** The ends of all partitions of the topics; empty unless all of them exist. */
    Optional<Map<TopicPartition, End>> ends(Collection<String> topics);
}
