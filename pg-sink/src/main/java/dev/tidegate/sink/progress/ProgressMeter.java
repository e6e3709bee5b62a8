package dev.tidegate.sink.progress;

import dev.tidegate.sink.progress.SinkProgress.IndexProgress;
import dev.tidegate.sink.progress.SinkProgress.Latency;
import dev.tidegate.sink.progress.SinkProgress.PartitionProgress;
import dev.tidegate.sink.progress.SinkProgress.TableProgress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.apache.kafka.common.TopicPartition;

/** Counts for {@link SinkProgress}. Thread-safe. */
public final class ProgressMeter {
    private static final long LONGEST = TimeUnit.DAYS.toMillis(1);

    private final Map<String, Counts> tables = new ConcurrentHashMap<>();
    private final Map<TopicPartition, PartitionProgress> partitions = new ConcurrentHashMap<>();
    private final LongAdder refusedRows = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final ConcurrentHistogram latency = new ConcurrentHistogram(LONGEST, 2);
    private volatile IndexProgress indexes = new IndexProgress(IndexProgress.State.WAITING, List.of(), List.of());
    private volatile Optional<String> lastError = Optional.empty();

    private record Counts(LongAdder upserted, LongAdder deleted) {
        Counts() {
            this(new LongAdder(), new LongAdder());
        }
    }

    public void committed(String table, long upserted, long deleted) {
        Counts counts = tables.computeIfAbsent(table, name -> new Counts());
        counts.upserted().add(upserted);
        counts.deleted().add(deleted);
    }

    public void refused(long rows) {
        refusedRows.add(rows);
    }

    public void retried(String error) {
        retries.increment();
        lastError = Optional.of(error);
    }

    public void latency(long millis) {
        latency.recordValue(Math.min(LONGEST, Math.max(0, millis)));
    }

    /** Latencies counted so far are forgotten: at the snapshot's end, whose records are old by nature. */
    public void resetLatency() {
        latency.reset();
    }

    public void position(TopicPartition partition, long nextOffset, Optional<Long> lag) {
        partitions.put(partition, new PartitionProgress(partition.topic(), partition.partition(), nextOffset, lag));
    }

    public void released(Collection<TopicPartition> gone) {
        gone.forEach(partitions::remove);
    }

    public void indexes(IndexProgress progress) {
        indexes = progress;
    }

    public SinkProgress progress() {
        Map<String, TableProgress> rows = new TreeMap<>();
        tables.forEach((table, counts) -> rows.put(
                table,
                new TableProgress(counts.upserted().sum(), counts.deleted().sum())));
        List<PartitionProgress> positions = new ArrayList<>(partitions.values());
        positions.sort(Comparator.comparing(PartitionProgress::topic).thenComparing(PartitionProgress::partition));
        return new SinkProgress(rows, positions, refusedRows.sum(), retries.sum(), percentiles(), indexes, lastError);
    }

    private Latency percentiles() {
        var copy = latency.copy();
        return new Latency(
                copy.getTotalCount(), copy.getValueAtPercentile(50), copy.getValueAtPercentile(99), copy.getMaxValue());
    }
}
