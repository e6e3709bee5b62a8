package dev.tidegate.transform.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;

class FieldPathTest {
    private static final BsonDocument DOCUMENT = BsonDocument.parse(
            "{\"a\": 1, \"n\": null, \"b\": {\"c\": {\"d\": 2}, \"n\": null}, \"l\": [{\"d\": 3}], \"b.c\": 9}");

    @Test
    void findsValuesAtAnyDepth() {
        assertThat(FieldPath.of("a").find(DOCUMENT)).isEqualTo(new BsonInt32(1));
        assertThat(FieldPath.of("b.c.d").find(DOCUMENT)).isEqualTo(new BsonInt32(2));
        assertThat(FieldPath.of("b.c.d").topLevelField()).isEqualTo("b");
    }

    @Test
    void tellsAbsentFromNull() {
        assertThat(FieldPath.of("x").find(DOCUMENT)).isNull();
        assertThat(FieldPath.of("b.x").find(DOCUMENT)).isNull();
        assertThat(FieldPath.of("n").find(DOCUMENT)).isEqualTo(BsonNull.VALUE);
        assertThat(FieldPath.of("b.n").find(DOCUMENT)).isEqualTo(BsonNull.VALUE);
    }

    @Test
    void leadsThroughDocumentsOnly() {
        assertThat(FieldPath.of("a.b").find(DOCUMENT)).isNull();
        assertThat(FieldPath.of("n.b").find(DOCUMENT)).isNull();
        assertThat(FieldPath.of("l.d").find(DOCUMENT)).isNull();
    }

    @Test
    void leadsToAnElementByItsIndex() {
        assertThat(FieldPath.of("l.0.d").find(DOCUMENT)).isEqualTo(new BsonInt32(3));
        assertThat(FieldPath.of("l.1").find(DOCUMENT)).isNull();
        assertThat(FieldPath.of("l.00").find(DOCUMENT)).isNull();
        assertThat(FieldPath.of("l.9999999999").find(DOCUMENT)).isNull();
        assertThat(FieldPath.of("l.1.d").listOnTheWay(DOCUMENT)).isNull();
        assertThat(FieldPath.of("l.d").listOnTheWay(DOCUMENT)).isEqualTo("l");
    }

    @Test
    void ofDuplicateKeysTheLastOneCounts() {
        RawBsonDocument raw = withDuplicateKeys();
        assertThat(raw.get("a")).as("a raw document finds the first").isEqualTo(new BsonInt32(1));
        assertThat(FieldPath.of("a").find(raw)).isEqualTo(new BsonInt32(2));
        assertThat(FieldPath.decoded(raw).get("a")).isEqualTo(new BsonInt32(2));
    }

    @Test
    void refusesEmptySteps() {
        assertThatThrownBy(() -> FieldPath.of("a..b")).hasMessageContaining("a..b");
        assertThatThrownBy(() -> FieldPath.of("")).hasMessageContaining("empty step");
    }

    /** {a: 1, a: 2}, which no driver writes. */
    private static RawBsonDocument withDuplicateKeys() {
        ByteBuffer bytes =
                ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN).putInt(19);
        for (int value = 1; value <= 2; value++) {
            bytes.put((byte) 0x10).put((byte) 'a').put((byte) 0).putInt(value);
        }
        return new RawBsonDocument(bytes.put((byte) 0).array());
    }
}
