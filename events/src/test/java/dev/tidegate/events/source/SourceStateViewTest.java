package dev.tidegate.events.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.events.source.SourceHealth.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

class SourceStateViewTest {
    private final SourceStateRecords records = new SourceStateRecords("m.source.state");
    private final SourceStateView view = new SourceStateView();

    @Test
    void nothingNotedIsTheStateBeforeTheFirstStart() {
        assertThat(view.state()).isEqualTo(SourceState.NOTHING);
        assertThat(view.state().phase()).isEqualTo(SourcePhase.STARTING);
    }

    @Test
    void readsBackWhatWasNoted() {
        RangeState first = RangeState.unread(
                "a:b", 0, IdBracket.OBJECT_ID, Optional.empty(), Optional.of(new BsonObjectId(new ObjectId(1, 2))));
        RangeState second = RangeState.unread("a:b", 1, IdBracket.NUMBER, Optional.empty(), Optional.empty())
                .readTo(new BsonInt32(5), 3)
                .finished();
        CollectionState collection = new CollectionState("a:b", 10, Optional.of("uuid"), 2);
        SnapshotStart start = new SnapshotStart("run", position(5L << 32 | 1), 7_000);
        apply(records.instance("me"));
        apply(records.start(start));
        apply(records.collection(collection));
        apply(records.range(second));
        apply(records.range(first));
        apply(records.position(new StreamPosition(position(6L << 32), 8_000, 3)));
        apply(records.offset("[\"m\",{}]", "{\"sec\":1}"));
        SourceOrigin origin = new SourceOrigin("hash", Optional.of("set"), Map.of("m.raw.a:b", "id"));
        apply(records.origin(origin));
        apply(records.requestsTo(41));
        apply(records.requestsTo(42));
        assertThat(view.state())
                .isEqualTo(new SourceState(
                        Optional.of("me"),
                        Optional.of(start),
                        Map.of("a:b", collection),
                        java.util.List.of(first, second),
                        Optional.of(new StreamPosition(position(6L << 32), 8_000, 3)),
                        SourceHealth.OK,
                        Map.of("[\"m\",{}]", "{\"sec\":1}"),
                        42,
                        Optional.of(origin)));
        assertThat(view.state().documentsRead()).isEqualTo(Map.of("a:b", 3L));
        assertThat(view.state().rangesDone()).isEqualTo(Map.of("a:b", 1L));
        assertThat(view.state().phase()).isEqualTo(SourcePhase.SNAPSHOT);
    }

    @Test
    void theLastNoteOfARangeCounts() {
        RangeState range = RangeState.unread("c", 0, IdBracket.STRING, Optional.empty(), Optional.empty());
        apply(records.start(new SnapshotStart("run", position(1), 1)));
        apply(records.range(range));
        RangeState done = range.readTo(new BsonString("x"), 5).finished();
        apply(records.range(done));
        assertThat(view.state().ranges()).containsExactly(done);
        assertThat(view.state().phase()).isEqualTo(SourcePhase.STREAM);
    }

    /** A sub-document of an id may have such a field: with it unread, source, sink and commands stop. */
    @Test
    void aRangeKeepsItsIdsWhateverTheirFieldsAreNamed() {
        BsonDocument id = new BsonDocument("a", new BsonDocument("$date", new BsonDouble(6140.2)));
        RangeState range = RangeState.unread("c", 0, IdBracket.DOCUMENT, Optional.of(id), Optional.of(id))
                .readTo(id, 1);
        apply(records.range(range));
        assertThat(view.state().ranges()).containsExactly(range);
    }

    @Test
    void healthIsKeptAndAnOffsetCanBeWithdrawn() {
        SourceHealth health = new SourceHealth(State.OPLOG_LOST, "what to do", 9);
        apply(records.health(health));
        apply(records.offset("key", "{}"));
        apply(records.offset("key", null));
        assertThat(view.state().health()).isEqualTo(health);
        assertThat(view.state().offsets()).isEmpty();
    }

    /** A migration that is upgraded in its transition window continues. */
    @Test
    void readsPositionsThatAnEarlierBuildNoted() {
        note(
                "start",
                "{\"run\": \"68af6b5c00000003\", \"clusterTime\": {\"$numberLong\": \"7543365943750033411\"},"
                        + " \"takenAt\": {\"$numberLong\": \"1756326748123\"}}");
        assertThat(view.state().reached()).contains(position(0x68af6b5c_00000003L));
        note(
                "position",
                "{\"clusterTime\": {\"$numberLong\": \"7543365956634935311\"}, \"eventTime\": {\"$numberLong\":"
                        + " \"1756326751004\"}, \"events\": {\"$numberLong\": \"42\"}}");
        SourceState state = view.state();
        assertThat(state.start())
                .contains(new SnapshotStart("68af6b5c00000003", position(0x68af6b5c_00000003L), 1_756_326_748_123L));
        assertThat(state.reached()).contains(position(0x68af6b5f_0000000fL));
        assertThat(state.reached().orElseThrow().time()).isEqualTo("2025-08-27T20:32:31Z");
        assertThat(state.position().orElseThrow().events()).isEqualTo(42);
    }

    @Test
    void aPositionKeepsATimeOfItsOwn() {
        SourcePosition position = new SourcePosition(7, Instant.ofEpochMilli(1_234));
        apply(records.position(new StreamPosition(position, 1, 1)));
        assertThat(view.state().reached()).contains(position);
    }

    private static SourcePosition position(long value) {
        return SourcePosition.withoutTime(value);
    }

    private void note(String key, String value) {
        view.apply(key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    private void apply(ProducerRecord<byte[], byte[]> record) {
        view.apply(record.key(), record.value());
    }
}
