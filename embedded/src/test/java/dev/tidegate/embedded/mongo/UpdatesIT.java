package dev.tidegate.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What updates make of documents, and whether they count as a change. */
class UpdatesIT {
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

    private static Document update(String document, String query, String update, String options) {
        operations.holds("[" + document + "]");
        BsonValue change = update.startsWith("[") ? BsonArray.parse(update) : BsonDocument.parse(update);
        return operations.update(BsonDocument.parse(query), change, options);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {_id: 1, a: 5}                            | {$set: {a: {$numberLong: '5'}}}        | {_id: 1, a: {$numberLong: '5'}}
            {_id: 1, a: 5}                            | {$set: {a: 5.0}}                       | {_id: 1, a: 5.0}
            {_id: 1, a: {$numberDecimal: '1.0'}}      | {$set: {a: {$numberDecimal: '1.00'}}}  | {_id: 1, a: {$numberDecimal: '1.00'}}
            {_id: 1, a: 0.0}                          | {$set: {a: {$numberDouble: '-0.0'}}}   | {_id: 1, a: {$numberDouble: '-0.0'}}
            {_id: 1, a: {b: [1]}}                     | {$set: {a: {b: [1.0]}}}                | {_id: 1, a: {b: [1.0]}}
            {_id: 1, a: {b: 1}}                       | {$set: {'a.b': 1.0}}                   | {_id: 1, a: {b: 1.0}}
            {_id: 1, a: {b: 1, c: 2}}                 | {$set: {a: {c: 2, b: 1}}}              | {_id: 1, a: {c: 2, b: 1}}
            {_id: 1, a: [1]}                          | {$set: {'a.0': {$numberLong: '1'}}}    | {_id: 1, a: [{$numberLong: '1'}]}
            {_id: 1, a: 5}                            | {a: 5.0}                               | {_id: 1, a: 5.0}
            {_id: 1, a: {b: {$numberDecimal: '1'}}}   | {a: {b: {$numberDecimal: '1.0'}}}      | {_id: 1, a: {b: {$numberDecimal: '1.0'}}}
            {_id: 1, a: 1, b: 2}                      | {b: 2, a: 1}                           | {_id: 1, b: 2, a: 1}
            {_id: 1, a: 5}                            | [{$set: {a: {$toDouble: '$a'}}}]       | {_id: 1, a: 5.0}
            {_id: 1, n: 'x', o: {p: '$n'}}            | [{$set: {q: '$o'}}]                    | {_id: 1, n: 'x', o: {p: '$n'}, q: {p: '$n'}}
            {_id: 1, o: {p: '$n', r: {$add: [1, 1]}}} | [{$replaceWith: '$o'}]                 | {_id: 1, p: '$n', r: {$add: [1, 1]}}
            {_id: 1, a: 1}                            | [{$set: {b: {$literal: '$a'}}}]        | {_id: 1, a: 1, b: '$a'}
            {_id: 1, a: 1}                            | {$inc: {a: {$numberLong: '0'}}}        | {_id: 1, a: {$numberLong: '1'}}
            {_id: 1, a: 2147483647}                   | {$inc: {a: 1}}                         | {_id: 1, a: {$numberLong: '2147483648'}}
            {_id: 1, a: {$numberDecimal: '1.10'}}     | {$inc: {a: 1}}                         | {_id: 1, a: {$numberDecimal: '2.10'}}
            {_id: 1}                                  | {$inc: {'a.b': 2}}                     | {_id: 1, a: {b: 2}}
            {_id: 1}                                  | {$mul: {a: {$numberLong: '7'}}}        | {_id: 1, a: {$numberLong: '0'}}
            {_id: 1, a: 3}                            | {$mul: {a: 1.5}}                       | {_id: 1, a: 4.5}
            {_id: 1, a: 3}                            | {$max: {a: 'x'}}                       | {_id: 1, a: 'x'}
            {_id: 1, a: 3}                            | {$min: {a: 2.5, b: 1}}                 | {_id: 1, a: 2.5, b: 1}
            {_id: 1, a: 6}                            | {$bit: {a: {and: 3, or: 8}}}           | {_id: 1, a: 10}
            {_id: 1, a: 1}                            | {$rename: {a: 'b.c'}}                  | {_id: 1, b: {c: 1}}
            {_id: 1, a: [1, 2]}                       | {$unset: {'a.0': 1}}                   | {_id: 1, a: [null, 2]}
            {_id: 1, a: [1]}                          | {$set: {'a.2': 3}}                     | {_id: 1, a: [1, null, 3]}
            {_id: 1}                                  | {$set: {c: 1, 'b.10': 1, 'b.9': 1, a: 1}} | {_id: 1, a: 1, b: {'9': 1, '10': 1}, c: 1}
            {_id: 1, a: [3, 1]}                       | {$push: {a: {$each: [2], $sort: 1, $slice: -2}}} | {_id: 1, a: [2, 3]}
            {_id: 1, a: [1]}                          | {$push: {a: {$each: [2, 3], $position: 0}}} | {_id: 1, a: [2, 3, 1]}
            {_id: 1, a: [1]}                          | {$push: {a: ['$b']}}                   | {_id: 1, a: [1, ['$b']]}
            {_id: 1, a: [1]}                          | {$addToSet: {a: {$each: [1.0, 2]}}}    | {_id: 1, a: [1, 2]}
            {_id: 1, a: [1, 2, 3]}                    | {$pull: {a: {$gte: 2}}}                | {_id: 1, a: [1]}
            {_id: 1, a: [{b: 1, c: 1}, {b: 2}]}       | {$pull: {a: {b: 1}}}                   | {_id: 1, a: [{b: 2}]}
            {_id: 1, a: [[1], [2]]}                   | {$pull: {a: [1]}}                      | {_id: 1, a: [[2]]}
            {_id: 1, a: [1, 2, 1.0]}                  | {$pullAll: {a: [1]}}                   | {_id: 1, a: [2]}
            {_id: 1, a: [1, 2]}                       | {$pop: {a: -1}}                        | {_id: 1, a: [2]}
            {_id: 1, $x: 1, '': 2, 'a.b': 3, c: {$y: 1, '': 2}} | {$set: {d: 4}}               | {_id: 1, $x: 1, '': 2, 'a.b': 3, c: {$y: 1, '': 2}, d: 4}
            {_id: 1, $x: 1, '': 2, 'a.b': 3}          | [{$set: {c: '$$ROOT'}}]                | {_id: 1, $x: 1, '': 2, 'a.b': 3, c: {_id: 1, $x: 1, '': 2, 'a.b': 3}}
            {_id: 1, $x: 1, '': 2, 'a.b': 3}          | {'': 5, 'a.b': 6, c: {$y: 1, '': 2}}   | {_id: 1, '': 5, 'a.b': 6, c: {$y: 1, '': 2}}
            """)
    void changes(String document, String update, String expected) {
        Document reply = update(document, "{_id: 1}", update, "{}");
        assertThat(reply.getInteger("nModified")).as(reply.toJson()).isEqualTo(1);
        assertThat(operations.all()).isEqualTo(StandInOperations.canonical("[" + expected + "]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {_id: 1, a: 5}    | {$set: {a: 5}}
            {_id: 1, a: 5}    | {a: 5}
            {_id: 1, a: 5}    | [{$set: {a: 5}}]
            {_id: 1, a: 5}    | {$inc: {a: 0}}
            {_id: 1, a: 5}    | {$max: {a: 5.0}}
            {_id: 1, a: 5}    | {$unset: {b: 1}}
            {_id: 1, a: 5}    | {$setOnInsert: {a: 6}}
            {_id: 1, a: 5}    | {$rename: {b: 'c'}}
            {_id: 1, a: [1]}  | {$addToSet: {a: 1.0}}
            {_id: 1, a: [1]}  | {$pull: {a: 2}}
            """)
    void doesNotCountWhatChangesNothing(String document, String update) {
        Document reply = update(document, "{_id: 1}", update, "{}");
        assertThat(reply.getInteger("n")).as(reply.toJson()).isEqualTo(1);
        assertThat(reply.getInteger("nModified")).as(reply.toJson()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            2  | {_id: 1, a: {$numberLong: '9223372036854775807'}} | {$inc: {a: 1}}
            2  | {_id: 1, a: {$numberLong: '4611686018427387904'}} | {$mul: {a: 2}}
            14 | {_id: 1, a: 'x'}       | {$inc: {a: 1}}
            14 | {_id: 1, a: null}      | {$inc: {a: 1}}
            28 | {_id: 1, a: 5}         | {$set: {'a.b': 1}}
            40 | {_id: 1}               | {$set: {a: 1, 'a.b': 1}}
            2  | {_id: 1, a: 5}         | {$push: {a: 1}}
            2  | {_id: 1, a: [1]}       | {$set: {'a.$': 1}}
            66 | {_id: 1}               | {$set: {_id: 2}}
            9  | {_id: 1}               | {$noSuch: {a: 1}}
            """)
    void refuses(int code, String document, String update) {
        Document reply = update(document, "{_id: 1}", update, "{}");
        assertThat(reply.getList("writeErrors", Document.class).get(0).getInteger("code"))
                .as(reply.toJson())
                .isEqualTo(code);
        assertThat(operations.all()).isEqualTo(StandInOperations.canonical("[" + document + "]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {_id: null}                 | {$set: {a: 1}}             | {_id: null, a: 1}
            {_id: null}                 | {a: 1}                     | {_id: null, a: 1}
            {$and: [{_id: 7}]}          | {$set: {a: 1}}             | {_id: 7, a: 1}
            {$and: [{_id: 7}, {b: 2}]}  | {a: 1}                     | {_id: 7, a: 1}
            {_id: {$eq: 7}, b: {$gt: 1}} | {$setOnInsert: {a: 1}}    | {_id: 7, a: 1}
            {_id: {$in: [7]}}           | {$set: {a: 1}}             | {_id: 7, a: 1}
            {_id: {k: 1}, 'b.c': 2}     | {$inc: {a: 1}}             | {_id: {k: 1}, b: {c: 2}, a: 1}
            {_id: 7}                    | [{$set: {a: '$_id'}}]      | {_id: 7, a: 7}
            {b: 2}                      | {$set: {_id: 7}}           | {_id: 7, b: 2}
            """)
    void insertsWhatIsNotThere(String query, String update, String expected) {
        operations.holds("[]");
        BsonValue change = update.startsWith("[") ? BsonArray.parse(update) : BsonDocument.parse(update);
        Document reply = operations.update(BsonDocument.parse(query), change, "{upsert: true}");
        assertThat(reply.getList("upserted", Document.class)).as(reply.toJson()).hasSize(1);
        assertThat(operations.all()).isEqualTo(StandInOperations.canonical("[" + expected + "]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {_id: 1, a: [1, 5, 9]}           | {a: 5}                      | {$set: {'a.$': 0}}      | {}                          | {_id: 1, a: [1, 0, 9]}
            {_id: 1, a: [{b: 1}, {b: 2}]}    | {'a.b': 2}                  | {$inc: {'a.$.b': 1}}    | {}                          | {_id: 1, a: [{b: 1}, {b: 3}]}
            {_id: 1, a: [{b: 1}, {b: 2}]}    | {a: {$elemMatch: {b: 2}}}   | {$unset: {'a.$.b': 1}}  | {}                          | {_id: 1, a: [{b: 1}, {}]}
            {_id: 1, a: [1, 2, 3]}           | {}                          | {$mul: {'a.$[]': 2}}    | {}                          | {_id: 1, a: [2, 4, 6]}
            {_id: 1, a: [1, 2, 3]}           | {}                          | {$set: {'a.$[e]': 0}}   | {arrayFilters: [{e: {$gt: 1}}]} | {_id: 1, a: [1, 0, 0]}
            {_id: 1, a: [{b: [1, 2]}, {b: [2]}]} | {}                      | {$set: {'a.$[].b.$[e]': 0}} | {arrayFilters: [{e: 2}]} | {_id: 1, a: [{b: [1, 0]}, {b: [0]}]}
            """)
    void changesElements(String document, String query, String update, String options, String expected) {
        Document reply = update(document, query, update, options);
        assertThat(reply.getInteger("nModified")).as(reply.toJson()).isEqualTo(1);
        assertThat(operations.all()).isEqualTo(StandInOperations.canonical("[" + expected + "]"));
    }

    @Test
    void keepsIdsApartThatMongoDbKeepsApart() {
        operations.holds("[{_id: 0.1}, {_id: {$numberDecimal: '0.1'}}, {_id: {a: 1}}, {_id: {a: 2}}]");
        BsonDocument equal = BsonDocument.parse(
                "{insert: 'a', ordered: false, documents: [{_id: {$numberDecimal: '0.10'}}, {_id: {a: 1.0}}]}");
        assertThat(operations.send(equal).getList("writeErrors", Document.class))
                .extracting(error -> error.getInteger("code"))
                .isEqualTo(List.of(11000, 11000));
    }
}
