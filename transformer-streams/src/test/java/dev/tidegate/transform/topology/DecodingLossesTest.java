package dev.tidegate.transform.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.events.raw.RawChange;
import dev.tidegate.events.raw.RawChangeSerde;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.transform.progress.TransformProgress.ConversionCount;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonInt32;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;

/** What a driver makes of bytes that no driver writes: carried, and reported. */
class DecodingLossesTest {
    private static final Migration MIGRATION = MigrationFile.parse("odd.yaml", """
            migration: odd
            source: {database: odd}
            collections:
              teams: {ids: any, columns: {name: text}}
              products: {ids: any, columns: {name: text}}
              people:
                ids: any
                columns:
                  name: text
                  about:
                    type: uuid
                    references: {one_of: [{collection: teams}, {collection: products, column: aboutProduct}]}
                  aboutProduct: {type: uuid, from: [], references: products}
                children:
                  Lines: {from: lines, key: {ordinal: o}, columns: {text: text}}
            """);

    @Test
    void areCountedByFieldWithTheDocumentsId() {
        try (TopologyDriver driver = new TopologyDriver(MIGRATION)) {
            put(driver, 7, "{_id: 7, name: 'a~', lines: [{text: '~'}, {text: '~'}], rest: {x: '~'}, 'x~': 1}");
            put(driver, 8, "{_id: 8, name: 'a', Name: 'last', lines: [{text: 'b', Text: 'last'}], rest: {x: 1, X: 2}}");

            assertThat(driver.counters().progress().conversions())
                    .containsExactlyInAnyOrder(
                            invalid("name"),
                            invalid("lines.text"),
                            invalid("rest.x"),
                            invalid("x\ufffd"),
                            duplicate("name"),
                            duplicate("lines.text"),
                            duplicate("rest.x"));
            assertThat(texts(driver, "people", 1)).containsExactly("a\ufffd", "last");
        }
    }

    @Test
    void areCountedOfDocumentsThatWaitForAnswers() {
        try (TopologyDriver driver = new TopologyDriver(MIGRATION)) {
            put(driver, 7, "{_id: 7, name: 'a~', about: 5}");
            assertThat(driver.counters().progress().conversions()).contains(invalid("name"));
        }
    }

    @Test
    void areNotCountedOfDocumentsWithoutAny() {
        try (TopologyDriver driver = new TopologyDriver(MIGRATION)) {
            put(driver, 7, "{_id: 7, name: 'é\ufffd', lines: [{text: 'a'}, {text: 'a'}]}");
            assertThat(driver.counters().progress().conversions()).isEmpty();
        }
    }

    /** However many names there are, what is kept of them stays small. */
    @Test
    void ofVeryManyFieldsAreCountedTogether() {
        try (TopologyDriver driver = new TopologyDriver(MIGRATION)) {
            IntStream.range(0, 1_500).forEach(i -> put(driver, i, "{_id: " + i + ", f" + i + ": '~'}"));
            List<ConversionCount> counts = driver.counters().progress().conversions();
            assertThat(counts).hasSizeLessThanOrEqualTo(1_001);
            assertThat(counts.stream().mapToLong(ConversionCount::count).sum()).isEqualTo(1_500);
        }
    }

    private static ConversionCount invalid(String field) {
        return new ConversionCount("people", field, "invalid-utf8-replaced", 1, List.of(display(7)));
    }

    private static ConversionCount duplicate(String field) {
        return new ConversionCount("people", field, "duplicate-key-dropped", 1, List.of(display(8)));
    }

    private static String display(int id) {
        return DocumentId.of(new BsonInt32(id)).display();
    }

    private static List<Object> texts(TopologyDriver driver, String table, int column) {
        return driver.changes().stream()
                .filter(change -> change.table().name().equals(table))
                .map(change -> change.row().values().get(column))
                .toList();
    }

    /** Each ~ becomes a byte that is no UTF-8, and each upper-case letter of a name a lower-case one. */
    private static void put(TopologyDriver driver, int id, String json) {
        ByteBuffer buffer = RawBsonDocument.parse(json).getByteBuffer().asNIO();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '~') {
                bytes[i] = (byte) 0x80;
            } else if (bytes[i] == 'N' || bytes[i] == 'T' || bytes[i] == 'X') {
                bytes[i] += 'a' - 'A';
            }
        }
        byte[] value = new RawChangeSerde()
                .serializer()
                .serialize("raw", new RawChange(RawChange.Operation.INSERT, new RawBsonDocument(bytes)));
        driver.pipe("people", new BsonInt32(id), value);
    }
}
