package dev.tidegate.events.reread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;

class RereadRequestSerdeTest {
    private static final OrphanRow ORPHAN = new OrphanRow("t", Bytes.wrap(new byte[] {0, -1}));

    private final RereadRequestSerde serde = new RereadRequestSerde();

    @Test
    void keepsAnIdOfAnyTypeExactly() {
        List<BsonValue> ids = List.of(
                new BsonString("ü"),
                new BsonString("a\uDCFF"),
                new BsonDocument("a", new BsonInt32(1)).append("a\uDC00", new BsonInt32(2)),
                new BsonDouble(1.0),
                BsonNull.VALUE,
                new BsonDocument("$oid", new BsonString("650000000000000000000001")));
        for (BsonValue id : ids) {
            RereadRequest request = new RereadRequest("c", id, List.of(ORPHAN));
            byte[] bytes = serde.serializer().serialize("topic", request);
            assertThat(serde.deserializer().deserialize("topic", bytes)).isEqualTo(request);
        }
    }

    @Test
    void refusesWhatIsNoRequest() {
        List<byte[]> broken =
                List.of(new byte[0], new byte[] {1}, RereadRequestSerde.bytes(new BsonDocument("a", new BsonInt32(1))));
        for (byte[] bytes : broken) {
            assertThatThrownBy(() -> serde.deserializer().deserialize("topic", bytes))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("topic");
        }
        assertThatThrownBy(() -> serde.deserializer().deserialize("topic", null))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void twoForOneDocumentAreOne() {
        OrphanRow other = new OrphanRow("u", Bytes.wrap(new byte[] {1}));
        RereadRequest one = new RereadRequest("c", new BsonInt32(1), List.of(ORPHAN));
        RereadRequest two = new RereadRequest("c", new BsonInt32(1), List.of(ORPHAN, other));
        assertThat(one.and(two).orphans()).containsExactly(ORPHAN, other);
    }

    @Test
    void anOrdinaryChangeHasNoHeader() {
        RecordHeaders headers = new RecordHeaders();
        assertThat(RereadHeader.read(headers)).isEmpty();
        RereadHeader.write(headers, List.of());
        assertThat(RereadHeader.read(headers)).contains(List.of());
    }
}
