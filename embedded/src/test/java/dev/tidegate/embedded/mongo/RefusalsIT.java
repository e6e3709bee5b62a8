package dev.tidegate.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the stand-in does not do, it answers with MongoDB's own error code. */
class RefusalsIT {
    private static EmbeddedMongo mongo;

    @BeforeAll
    static void start() {
        mongo = EmbeddedMongo.start();
        RawCommand.send(mongo.port(), "crm", BsonDocument.parse("{insert: 'a', documents: [{_id: 1, n: 1}]}"));
    }

    @AfterAll
    static void stop() {
        mongo.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            59    | {noSuchCommand: 1}
            40415 | {find: 'a', unknownOption: 1}
            115   | {find: 'a', collation: {locale: 'de'}}
            115   | {find: 'a', tailable: true}
            115   | {find: 'a', readConcern: {level: 'snapshot'}}
            168   | {find: 'a', projection: {m: {$noSuchExpression: ['$n', 1]}}}
            9     | {delete: 'a', deletes: [{q: {_id: 1}, limit: 2}]}
            40414 | {delete: 'a', deletes: [{q: {_id: 1}}]}
            15958 | {aggregate: 'a', pipeline: [{$limit: 0}], cursor: {}}
            2     | {find: 'a', filter: {n: {$noSuchOperator: 1}}}
            2     | {find: 'a', hint: 'no_such_index'}
            40324 | {aggregate: 'a', pipeline: [{$noSuchStage: {}}], cursor: {}}
            9     | {aggregate: 'a', pipeline: []}
            20    | {aggregate: 'a', pipeline: [{$changeStream: {}}, {$group: {_id: 1}}], cursor: {}}
            40602 | {aggregate: 'a', pipeline: [{$match: {}}, {$changeStream: {}}], cursor: {}}
            40415 | {aggregate: 'a', pipeline: [{$changeStream: {noSuchOption: 1}}], cursor: {}}
            260   | {aggregate: 'a', pipeline: [{$changeStream: {resumeAfter: {_data: '00'}}}], cursor: {}}
            115   | {create: 'b', timeseries: {timeField: 't'}}
            48    | {create: 'a'}
            115   | {createIndexes: 'a', indexes: [{key: {n: 1}, name: 'n', unique: true, collation: {locale: 'cs'}}]}
            43    | {getMore: {$numberLong: '77'}, collection: 'a'}
            26    | {collMod: 'absent'}
            26    | {listIndexes: 'absent'}
            """)
    void refuses(int code, String command) {
        Document reply = RawCommand.send(mongo.port(), "crm", BsonDocument.parse(command));
        assertThat(reply.getDouble("ok")).as(reply.toJson()).isZero();
        assertThat(reply.getInteger("code")).as(reply.toJson()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            11000 | {insert: 'a', documents: [{_id: 1}]}
            9     | {update: 'a', updates: [{q: {_id: 1}, u: {$noSuchModifier: {n: 1}}}]}
            66    | {update: 'a', updates: [{q: {_id: 1}, u: {$set: {_id: 2}}}]}
            53    | {insert: 'a', documents: [{_id: [1]}]}
            52    | {insert: 'a', documents: [{_id: {$a: 1}}]}
            115   | {update: 'a', updates: [{q: {_id: 1}, u: {$set: {n: 2}}, collation: {locale: 'de'}}]}
            """)
    void refusesAStatement(int code, String command) {
        Document reply = RawCommand.send(mongo.port(), "crm", BsonDocument.parse(command));
        assertThat(reply.getInteger("n")).isZero();
        assertThat(reply.getList("writeErrors", Document.class).get(0).getInteger("code"))
                .as(reply.toJson())
                .isEqualTo(code);
    }
}
