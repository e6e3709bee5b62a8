package dev.tidegate.sink.refused;

import dev.tidegate.sink.connect.ServerMessage;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A row that PostgreSQL does not take.
 *
 * @param stale an older version of the row is still in the table
 */
public record RefusedRow(ConsumerRecord<byte[], byte[]> record, ServerMessage error, boolean stale) {}
