package dev.tidegate.sink.write;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The records of one table in a batch, in the order of each partition. */
public final class TableBatch {
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Map<ByteBuffer, ConsumerRecord<byte[], byte[]>> latest = new LinkedHashMap<>();

    public void add(ConsumerRecord<byte[], byte[]> record) {
        records.add(record);
        latest.put(ByteBuffer.wrap(record.key()), record);
    }

    /** The last record of each key: all that need be written. */
    public Collection<ConsumerRecord<byte[], byte[]>> latest() {
        return latest.values();
    }

    /** Records of the same key before this one, the newest first: what holds when this one is refused. */
    public List<ConsumerRecord<byte[], byte[]>> before(ConsumerRecord<byte[], byte[]> refused) {
        ByteBuffer key = ByteBuffer.wrap(refused.key());
        List<ConsumerRecord<byte[], byte[]>> earlier = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record == refused) {
                break;
            }
            if (ByteBuffer.wrap(record.key()).equals(key)) {
                earlier.add(0, record);
            }
        }
        return earlier;
    }

    public int size() {
        return records.size();
    }
}
