package dev.tidegate.mapping.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

class IdBatchesTest {
    private static final int ROOM = 16 << 20;

    @Test
    void eachFitsIntoACommandAndAllIdsComeInOrder() {
        List<BsonValue> ids = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            ids.add(i % 2 == 0 ? new BsonObjectId(new ObjectId()) : new BsonString("x".repeat(100_000 + i)));
        }
        List<List<BsonValue>> batches = IdBatches.of(ids);
        assertThat(batches).hasSizeBetween(2, 4);
        assertThat(batches.stream().flatMap(List::stream).toList()).isEqualTo(ids);
        for (List<BsonValue> batch : batches) {
            var filter = new BsonDocument("_id", new BsonDocument("$in", new BsonArray(batch)));
            assertThat(new RawBsonDocument(filter, new BsonDocumentCodec())
                            .getByteBuffer()
                            .remaining())
                    .isLessThan(ROOM);
        }
    }

    @Test
    void ordinaryIdsAreOneBatchAndNoneAreNone() {
        List<BsonObjectId> ids = IntStream.range(0, 2_000)
                .mapToObj(i -> new BsonObjectId(new ObjectId()))
                .toList();
        assertThat(IdBatches.of(ids)).hasSize(1);
        assertThat(IdBatches.of(List.of())).isEmpty();
        assertThat(IdBatches.of(List.of(new BsonString("x".repeat(ROOM))))).hasSize(1);
    }
}
