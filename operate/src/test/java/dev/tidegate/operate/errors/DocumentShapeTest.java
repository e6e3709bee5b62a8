package dev.tidegate.operate.errors;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class DocumentShapeTest {
    @Test
    void hasNamesAndTypesAndNoValue() {
        String json = "{_id: {$oid: '650000000000000000000001'}, password: 'geheim', n: 4711, at: {$date: 0},"
                + " contact: {mail: 'a@b', tags: ['x', 'y', 5, {k: 1}, {k: 2}]}, none: null, 'a\"b': []}";
        String shape = DocumentShape.of(BsonDocument.parse(json));
        assertThat(shape)
                .isEqualTo("{\"_id\": objectId, \"password\": string, \"n\": int, \"at\": date, \"contact\": {\"mail\":"
                        + " string, \"tags\": [2 × string, 1 × int, 2 × {\"k\": int}]}, \"none\": null, \"a\\\"b\":"
                        + " []}");
        assertThat(shape).doesNotContain("geheim", "4711", "a@b");
    }
}
