package dev.tidegate.sink.work;

import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.sink.position.Claim;
import dev.tidegate.sink.position.Step;
import dev.tidegate.sink.write.TableBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** What one poll gave: the steps of its partitions, and the records by topic. */
record Batch(List<Step> steps, Map<String, TableBatch> byTopic, String deadLetterTopic) {

    static Batch of(
            ConsumerRecords<byte[], byte[]> records, Map<TopicPartition, Claim> claims, String deadLetterTopic) {
        List<Step> steps = new ArrayList<>();
        records.nextOffsets().forEach((partition, next) -> {
            Claim claim = claims.get(partition);
            if (claim == null) {
                throw new IllegalStateException("records of " + partition + " came without a claim");
            }
            if (next.offset() != claim.nextOffset()) {
                steps.add(new Step(partition, claim.nextOffset(), next.offset(), claim.epoch()));
            }
        });
        Map<String, TableBatch> byTopic = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            byTopic.computeIfAbsent(record.topic(), topic -> new TableBatch()).add(record);
        }
        return new Batch(steps, byTopic, deadLetterTopic);
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    /** All topics but the one of {@link TidegateTables#DEAD_LETTER}, which has rules of its own. */
    Map<String, TableBatch> rows() {
        Map<String, TableBatch> rows = new TreeMap<>(byTopic);
        rows.remove(deadLetterTopic);
        return rows;
    }

    Optional<TableBatch> deadLetters() {
        return Optional.ofNullable(byTopic.get(deadLetterTopic));
    }
}
