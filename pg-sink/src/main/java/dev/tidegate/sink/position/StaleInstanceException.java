package dev.tidegate.sink.position;

import org.apache.kafka.common.TopicPartition;

/** Another worker or instance has claimed the partition, or the last commit was done unnoticed: claim it anew. */
public final class StaleInstanceException extends RuntimeException {
    StaleInstanceException(TopicPartition partition, long from, long epoch) {
        super(partition + " is not at offset " + from + " with epoch " + epoch
                + " any more: it was claimed by another worker");
    }
}
