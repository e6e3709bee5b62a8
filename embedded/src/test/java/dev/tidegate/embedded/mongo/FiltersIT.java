package dev.tidegate.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which documents filters match. */
class FiltersIT {
    private static EmbeddedMongo mongo;
    private static StandInOperations operations;

    @BeforeAll
    static void start() {
        mongo = EmbeddedMongo.start();
        operations = new StandInOperations(mongo.port(), "a");
    }

    @AfterAll
    static void stop() {
        mongo.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {a: 12}                         | {a: {$regularExpression: {pattern: '1', options: ''}}} | false
            {a: '12'}                       | {a: {$regex: '^1'}}              | true
            {a: ['x', '12']}                | {a: {$regex: '^1'}}              | true
            {a: {b: '12'}}                  | {a: {$regex: '1'}}               | false
            {a: {$numberDouble: 'NaN'}}     | {a: {$gt: 1}}                    | false
            {a: {$numberDouble: 'NaN'}}     | {a: {$lt: 1}}                    | false
            {a: {$numberDouble: 'NaN'}}     | {a: {$gte: {$numberDouble: 'NaN'}}} | true
            {a: {$numberDouble: 'NaN'}}     | {a: {$numberDecimal: 'NaN'}}     | true
            {a: 5}                          | {a: {$lt: {$numberDouble: 'NaN'}}} | false
            {a: [[1, 2]]}                   | {a: [1, 2]}                      | true
            {a: [1, 2]}                     | {a: [1, 2]}                      | true
            {a: [[1, 2], 3]}                | {a: {$in: [[1, 2]]}}             | true
            {a: [[1, 2]]}                   | {a: {$ne: [1, 2]}}               | false
            {a: [[1, 2]]}                   | {a: {$all: [[1, 2]]}}            | true
            {a: [1, 2]}                     | {a: {$all: [[1, 2]]}}            | true
            {a: [1, 2]}                     | {a: {$all: []}}                  | false
            {a: 1}                          | {a: {$all: [1]}}                 | true
            {a: null}                       | {a: {$gte: null}}                | true
            {}                              | {a: {$gte: null}}                | true
            {}                              | {a: {$lte: null}}                | true
            {a: null}                       | {a: {$gt: null}}                 | false
            {a: 1}                          | {a: {$gte: null}}                | false
            {a: []}                         | {'a.b': {$exists: false}}        | true
            {a: [{b: 1}, {}]}               | {'a.b': {$exists: false}}        | false
            {a: []}                         | {'a.b': null}                    | false
            {a: [{}]}                       | {'a.b': null}                    | true
            {a: [1]}                        | {'a.b': null}                    | false
            {a: 1}                          | {'a.b': null}                    | true
            {a: {$regularExpression: {pattern: 'x', options: ''}}} | {a: {$type: 'regex'}} | true
            {a: 'x'}                        | {a: {$type: 'regex'}}            | false
            {a: {$symbol: 's'}}             | {a: {$type: 'symbol'}}           | true
            {a: [1, 'x']}                   | {a: {$type: 'string'}}           | true
            {a: [1]}                        | {a: {$type: 'array'}}            | true
            {a: {$binary: {base64: 'AQ==', subType: '80'}}} | {a: {$type: 'binData'}} | true
            {a: 1.0}                        | {a: {$type: ['int', 'number']}}  | true
            {}                              | {a: {$type: 'null'}}             | false
            {a: 5}                          | {a: {$lt: 'x'}}                  | false
            {a: 'x'}                        | {a: {$not: {$lt: 5}}}            | true
            {a: [1, 9]}                     | {a: {$gt: 4, $lt: 6}}            | true
            {a: [1, 9]}                     | {a: {$elemMatch: {$gt: 4, $lt: 6}}} | false
            {a: [{b: 1, c: 2}]}             | {a: {$elemMatch: {b: 1, c: {$ne: 3}}}} | true
            {a: [1, 2]}                     | {a: {$ne: 2}}                    | false
            {a: [1, 2]}                     | {a: {$nin: [3]}}                 | true
            {}                              | {a: {$ne: null}}                 | false
            {}                              | {a: {$in: [null]}}               | true
            {a: {b: 1.0, c: 2}}             | {a: {b: 1, c: 2}}                | true
            {a: {c: 2, b: 1}}               | {a: {b: 1, c: 2}}                | false
            {a: {b: 1}}                     | {a: {}}                          | false
            {a: 1}                          | {a: {$lt: {$maxKey: 1}}}         | true
            {a: [[{b: 1}]]}                 | {'a.b': 1}                       | false
            {a: [[{b: 1}]]}                 | {'a.0.b': 1}                     | true
            {a: [5, {'1': 4}]}              | {'a.1': 4}                       | true
            {a: [{b: [1, 2]}]}              | {'a.b': {$size: 2}}              | true
            {a: 7.9}                        | {a: {$mod: [4, 3]}}              | true
            {a: {$numberLong: '9007199254740993'}} | {a: 9007199254740992.0}   | false
            {a: {$numberDecimal: '0.1'}}    | {a: 0.1}                         | false
            {a: {$numberDecimal: '1.50'}}   | {a: 1.5}                         | true
            {a: 1}                          | {$nor: [{a: 2}, {b: {$exists: true}}]} | true
            {a: {$date: '2020-01-01T00:00:00Z'}} | {a: {$gt: {$timestamp: {t: 1, i: 1}}}} | false
            """)
    void matches(String document, String filter, boolean expected) {
        operations.holds("[" + document + "]");
        assertThat(operations.find(BsonDocument.parse(filter))).hasSize(expected ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{$numberLong: '9223372036854775807'}",
                "{$numberDecimal: '1E-7'}",
                "{$numberDecimal: '0.1'}",
                "{a: {$numberLong: '9223372036854775807'}}",
                "{a: {$numberDecimal: '0.1'}}",
                "{$numberDouble: 'NaN'}",
                "{$minKey: 1}",
                "null",
                "{$symbol: 's'}",
                "'$ROOT'",
                "{a: '$b'}"
            })
    void findsADocumentByItsId(String id) {
        operations.holds("[{_id: " + id + "}]");
        BsonValue value = BsonDocument.parse("{v: " + id + "}").get("v");
        BsonDocument equal = new BsonDocument("$eq", value);
        BsonDocument in = new BsonDocument("$in", new BsonArray(List.of(value)));
        for (BsonValue condition : List.of(equal, in)) {
            assertThat(operations.find(new BsonDocument("_id", condition))).hasSize(1);
            assertThat(operations.find(
                            new BsonDocument("$and", new BsonArray(List.of(new BsonDocument("_id", condition))))))
                    .hasSize(1);
        }
        BsonDocument deletes = new BsonDocument("q", new BsonDocument("_id", equal)).append("limit", new BsonInt32(1));
        BsonDocument delete =
                new BsonDocument("delete", new BsonString("a")).append("deletes", new BsonArray(List.of(deletes)));
        assertThat(operations.send(delete).getInteger("n")).isEqualTo(1);
    }
}
