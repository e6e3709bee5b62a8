package dev.tidegate.operate.pipeline;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** How far PostgreSQL is. */
interface SinkPositions {
    /** By partition, as committed together with the rows. */
    Map<TopicPartition, SinkPosition> read();
}
