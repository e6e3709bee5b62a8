package dev.tidegate.sink.progress;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sink has done since it was started, at one moment.
 *
 * @param tables by table name: rows written and deleted
 * @param partitions those that this instance has now
 * @param refusedRows rows that PostgreSQL did not take
 * @param retries batches and claims that were tried again
 * @param latency from the record's time to its commit in PostgreSQL
 * @param lastError the last thing that made a batch wait, without any value
 */
public record SinkProgress(
        Map<String, TableProgress> tables,
        List<PartitionProgress> partitions,
        long refusedRows,
        long retries,
        Latency latency,
        IndexProgress indexes,
        Optional<String> lastError) {

    public record TableProgress(long upserted, long deleted) {}

    /** @param lag records that Kafka has and PostgreSQL has not; empty when not known yet */
    public record PartitionProgress(String topic, int partition, long nextOffset, Optional<Long> lag) {}

    /** Milliseconds. */
    public record Latency(long count, long p50, long p99, long max) {}

    /** @param state waiting for the snapshot, building, or done */
    public record IndexProgress(State state, List<String> built, List<String> dropped) {
        public enum State {
            WAITING,
            BUILDING,
            DONE
        }
    }

    /** True when every partition of this instance is known to be at its end. */
    public boolean isAtEnd() {
        return !partitions.isEmpty()
                && partitions.stream().allMatch(partition -> partition.lag().equals(Optional.of(0L)));
    }
}
