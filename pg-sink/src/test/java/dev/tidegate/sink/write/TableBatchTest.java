package dev.tidegate.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class TableBatchTest {
    private final TableBatch batch = new TableBatch();

    @Test
    void keepsTheLastRecordOfEachKey() {
        add(0, 1, 10);
        add(1, 2, 20);
        ConsumerRecord<byte[], byte[]> delete = add(2, 1, null);
        ConsumerRecord<byte[], byte[]> update = add(3, 2, 21);

        assertThat(batch.latest()).containsExactly(delete, update);
        assertThat(batch.size()).isEqualTo(4);
    }

    @Test
    void knowsWhatWasBeforeARecordNewestFirst() {
        ConsumerRecord<byte[], byte[]> first = add(0, 1, 10);
        add(1, 2, 20);
        ConsumerRecord<byte[], byte[]> second = add(2, 1, 11);
        ConsumerRecord<byte[], byte[]> third = add(3, 1, 12);

        assertThat(batch.before(third)).containsExactly(second, first);
        assertThat(batch.before(first)).isEmpty();
    }

    private ConsumerRecord<byte[], byte[]> add(long offset, int key, Integer value) {
        byte[] bytes = value == null ? null : new byte[] {value.byteValue()};
        var record = new ConsumerRecord<>("t", 0, offset, new byte[] {(byte) key}, bytes);
        batch.add(record);
        return record;
    }
}
