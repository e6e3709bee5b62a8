package dev.tidegate.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pipelines compute. What an expression gives is a value: nothing in it is evaluated again. */
class ExpressionsIT {
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

    private static void gives(String document, String pipeline, String expected) {
        operations.holds("[" + document + "]");
        assertThat(operations.aggregate(BsonArray.parse("[" + pipeline + "]")))
                .isEqualTo(StandInOperations.canonical("[" + expected + "]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {_id: 1, name: 'n', o: {x: '$name'}} | {$project: {y: '$o'}} | {_id: 1, y: {x: '$name'}}
            {_id: 1, name: 'n', o: {x: '$name'}} | {$project: {_id: 0, y: ['$o', '$o.x']}} | {y: [{x: '$name'}, '$name']}
            {_id: 1, name: 'n', o: {x: '$name'}} | {$addFields: {y: '$o'}} | {_id: 1, name: 'n', o: {x: '$name'}, y: {x: '$name'}}
            {_id: 1, o: {x: {$add: [1, 2]}}} | {$addFields: {'p.q': '$o'}} | {_id: 1, o: {x: {$add: [1, 2]}}, p: {q: {x: {$add: [1, 2]}}}}
            {_id: 1, o: {a: '$b', b: {$literal: 5}}} | {$replaceRoot: {newRoot: '$o'}} | {a: '$b', b: {$literal: 5}}
            {_id: 1, o: {a: '$b', b: {$literal: 5}}} | {$replaceWith: {$mergeObjects: ['$o', {c: '$o'}]}} | {a: '$b', b: {$literal: 5}, c: {a: '$b', b: {$literal: 5}}}
            {_id: 1, o: {$toUpper: 'x'}} | {$project: {y: '$o'}}, {$project: {z: '$y'}} | {_id: 1, z: {$toUpper: 'x'}}
            {_id: 1} | {$project: {y: {$literal: '$name'}, z: {$literal: {$add: [1, 2]}}}} | {_id: 1, y: '$name', z: {$add: [1, 2]}}
            {_id: 1} | {$project: {y: {$literal: {a: '$name'}}}} | {_id: 1, y: {a: '$name'}}
            {_id: 1, l: ['$name', {x: '$name'}]} | {$project: {y: {$map: {input: '$l', in: '$$this'}}}} | {_id: 1, y: ['$name', {x: '$name'}]}
            {_id: 1, l: ['$name', {x: '$name'}]} | {$project: {y: {$filter: {input: '$l', as: 'e', cond: {$eq: ['$$e', {$literal: '$name'}]}}}}} | {_id: 1, y: ['$name']}
            {_id: 1, l: ['$a', '$b']} | {$project: {y: {$reduce: {input: '$l', initialValue: '', in: {$concat: ['$$value', '$$this']}}}}} | {_id: 1, y: '$a$b'}
            {_id: 1, s: '$name', name: 5} | {$project: {y: {$cond: [true, '$s', 1]}}} | {_id: 1, y: '$name'}
            {_id: 1, s: '$name', name: 5} | {$project: {y: {$ifNull: ['$s', 1]}, z: {$concat: ['$s', '!']}}} | {_id: 1, y: '$name', z: '$name!'}
            {_id: 1, s: '$name', name: 5} | {$project: {y: {$let: {vars: {v: '$s'}, in: '$$v'}}}} | {_id: 1, y: '$name'}
            {_id: 1, s: '$name', name: 5} | {$project: {y: {$switch: {branches: [{case: {$eq: ['$name', 5]}, then: '$s'}], default: 0}}}} | {_id: 1, y: '$name'}
            {_id: 1, s: '$name', name: 5} | {$group: {_id: '$s', all: {$push: '$$ROOT'}, first: {$first: '$s'}}} | {_id: '$name', all: [{_id: 1, s: '$name', name: 5}], first: '$name'}
            {_id: 1, s: '$name', name: 5} | {$group: {_id: {k: '$s'}, o: {$addToSet: {x: '$s'}}}} | {_id: {k: '$name'}, o: [{x: '$name'}]}
            {_id: 1, s: '$name', name: 5} | {$facet: {f: [{$project: {s: {v: '$s'}}}]}} | {f: [{_id: 1, s: {v: '$name'}}]}
            {_id: '$s', s: 'other'} | {$match: {$expr: {$eq: ['$_id', {$literal: '$s'}]}}} | {_id: '$s', s: 'other'}
            {_id: {a: '$s'}, s: 'other'} | {$match: {$expr: {$eq: ['$_id', {a: {$literal: '$s'}}]}}} | {_id: {a: '$s'}, s: 'other'}
            {_id: 1, o: {a: '$s'}, s: 1} | {$lookup: {from: 'a', let: {v: '$o'}, pipeline: [{$match: {$expr: {$eq: ['$o', '$$v']}}}, {$project: {o: '$$v'}}], as: 'f'}} | {_id: 1, o: {a: '$s'}, s: 1, f: [{_id: 1, o: {a: '$s'}}]}
            {_id: 1, l: [{k: '$x', v: '$y'}]} | {$project: {o: {$arrayToObject: '$l'}}} | {_id: 1, o: {$x: '$y'}}
            {_id: 1, o: {p: '$q'}} | {$project: {l: {$objectToArray: '$o'}}} | {_id: 1, l: [{k: 'p', v: '$q'}]}
            {_id: 1, o: {x: '$name'}} | {$redact: {$cond: [{$eq: ['$o.x', {$literal: '$name'}]}, '$$KEEP', '$$PRUNE']}} | {_id: 1, o: {x: '$name'}}
            """)
    void givesValuesThatAreNotEvaluatedAgain(String document, String pipeline, String expected) {
        gives(document, pipeline, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {$eq: ['$missing', null]} | false
            {$eq: [null, null]} | true
            {$eq: [1, 1.0]} | true
            {$ne: ['$missing', null]} | true
            {$lt: ['$missing', null]} | true
            {$gt: [[1], 5]} | true
            {$ifNull: ['$missing', null, 3]} | 3
            {$type: '$missing'} | 'missing'
            {$add: [1, {$numberLong: '9223372036854775807'}]} | 9.223372036854775807E18
            {$add: [2147483647, 1]} | {$numberLong: '2147483648'}
            {$add: [{$numberDecimal: '1.10'}, 1]} | {$numberDecimal: '2.10'}
            {$multiply: [2, 3, 4]} | 24
            {$subtract: [{$date: '2020-01-02T00:00:00Z'}, {$date: '2020-01-01T00:00:00Z'}]} | {$numberLong: '86400000'}
            {$divide: [1, 4]} | 0.25
            {$mod: [7, 4]} | 3
            {$mod: [-7.5, 4]} | -3.5
            {$abs: {$numberLong: '-5'}} | {$numberLong: '5'}
            {$floor: -1.5} | -2.0
            {$round: [2.5, 0]} | 2.0
            {$trunc: [-2.75, 1]} | -2.7
            {$pow: [2, 10]} | 1024
            {$min: ['$l']} | 1
            {$max: ['$l', 7]} | [1, 2, 3]
            {$sum: '$l'} | 6
            {$avg: '$l'} | 2.0
            '$d.e' | [1, [2]]
            '$l.0' | []
            {$arrayElemAt: ['$l', -1]} | 3
            {$slice: ['$l', -2]} | [2, 3]
            {$in: [2.0, '$l']} | true
            {$indexOfArray: ['$l', 3.0]} | 2
            {$setUnion: ['$l', [3.0, 4]]} | [1, 2, 3, 4]
            {$setDifference: ['$l', [2]]} | [1, 3]
            {$concatArrays: ['$l', [4]]} | [1, 2, 3, 4]
            {$range: [0, 5, 2]} | [0, 2, 4]
            {$zip: {inputs: ['$l', ['a']], useLongestLength: true, defaults: [0, 'z']}} | [[1, 'a'], [2, 'z'], [3, 'z']]
            {$sortArray: {input: [3, 1, 2], sortBy: -1}} | [3, 2, 1]
            {$toLower: 'ABÄ'} | 'abÄ'
            {$substrCP: ['äöü', 1, 1]} | 'ö'
            {$strLenBytes: 'ä'} | 2
            {$indexOfCP: ['a😀b', 'b']} | 2
            {$split: ['a-b-', '-']} | ['a', 'b', '']
            {$trim: {input: ' x '}} | 'x'
            {$replaceAll: {input: 'a.b.', find: '.', replacement: {$literal: '$'}}} | 'a$b$'
            {$regexFind: {input: '😀xy', regex: 'y'}} | {match: 'y', idx: 2, captures: []}
            {$toString: 1.5} | '1.5'
            {$toString: {$date: '2020-01-01T00:00:00Z'}} | '2020-01-01T00:00:00.000Z'
            {$toInt: '12'} | 12
            {$toInt: 2.9} | 2
            {$toLong: {$date: '1970-01-01T00:00:01Z'}} | {$numberLong: '1000'}
            {$toDecimal: '1.50'} | {$numberDecimal: '1.50'}
            {$convert: {input: 'x', to: 'int', onError: {$literal: '$e'}}} | '$e'
            {$toObjectId: '507f1f77bcf86cd799439011'} | {$oid: '507f1f77bcf86cd799439011'}
            {$year: {$date: '2020-12-31T23:30:00Z'}} | 2020
            {$hour: {date: {$date: '2020-12-31T23:30:00Z'}, timezone: '+01:00'}} | 0
            {$dayOfWeek: {$date: '2020-12-27T12:00:00Z'}} | 1
            {$dateToString: {date: {$date: '2020-01-02T03:04:05.006Z'}, format: '%Y/%m/%d %H:%M:%S.%L'}} | '2020/01/02 03:04:05.006'
            {$bsonSize: '$$ROOT.o'} | 12
            {$getField: {field: {$literal: 'q'}, input: '$o'}} | 1
            {$isNumber: '$l'} | false
            """)
    void computes(String expression, String expected) {
        gives(
                "{_id: 1, l: [1, 2, 3], d: [{e: 1}, 5, {f: 1}, [{e: 9}], {e: [2]}], o: {q: 1}}",
                "{$project: {_id: 0, r: " + expression + "}}",
                "{r: " + expected + "}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {_id: 1, a: {b: 1, c: 2}, d: 3} | {$project: {'a.b': 1}} | {_id: 1, a: {b: 1}}
            {_id: 1, a: [{b: 1, c: 2}, 5, {c: 3}], d: 3} | {$project: {a: {b: 1}}} | {_id: 1, a: [{b: 1}, {}]}
            {_id: 1, a: [{b: 1, c: 2}, 5], d: 3} | {$project: {'a.b': 0}} | {_id: 1, a: [{c: 2}, 5], d: 3}
            {_id: 1, a: [1, {c: 2}]} | {$addFields: {'a.b': 7}} | {_id: 1, a: [{b: 7}, {c: 2, b: 7}]}
            {_id: 1, a: 1, b: 2} | {$addFields: {a: '$missing', b: '$$REMOVE'}} | {_id: 1}
            {_id: 1, a: 1, b: 2} | {$project: {_id: 0, b: '$a', a: 1}} | {a: 1, b: 1}
            {_id: 1, a: [1, 2]} | {$unwind: {path: '$a', includeArrayIndex: 'i'}} | {_id: 1, a: 1, i: {$numberLong: '0'}}, {_id: 1, a: 2, i: {$numberLong: '1'}}
            {_id: 1, a: []} | {$unwind: {path: '$a', preserveNullAndEmptyArrays: true}} | {_id: 1}
            {_id: 1, a: null} | {$group: {_id: null, p: {$push: '$a'}, n: {$sum: 1}}} | {_id: null, p: [null], n: 1}
            {_id: 1, a: 5} | {$bucket: {groupBy: '$a', boundaries: [0, 5, 10], default: 'x'}} | {_id: 5, count: 1}
            {_id: 1, a: 10} | {$bucket: {groupBy: '$a', boundaries: [0, 5, 10], default: 'x'}} | {_id: 'x', count: 1}
            {_id: 1, next: 2}, {_id: 2, next: 1} | {$match: {_id: 1}}, {$graphLookup: {from: 'a', startWith: '$next', connectFromField: 'next', connectToField: '_id', as: 'p', depthField: 'd'}} | {_id: 1, next: 2, p: [{_id: 2, next: 1, d: {$numberLong: '0'}}, {_id: 1, next: 2, d: {$numberLong: '1'}}]}
            {_id: 1, a: [null]}, {_id: 2, a: [2]}, {_id: 3, a: 1} | {$sort: {a: 1}}, {$project: {_id: 1}} | {_id: 1}, {_id: 3}, {_id: 2}
            {_id: 1, a: []}, {_id: 2, a: null}, {_id: 3} | {$sort: {a: 1, _id: 1}}, {$project: {_id: 1}} | {_id: 1}, {_id: 2}, {_id: 3}
            {_id: 1, f: 2}, {_id: 2, f: null} | {$lookup: {from: 'a', localField: 'f', foreignField: '_id', as: 'm'}}, {$project: {m: '$m._id'}} | {_id: 1, m: [2]}, {_id: 2, m: []}
            """)
    void runsStages(String documents, String pipeline, String expected) {
        gives(documents, pipeline, expected);
    }

    @Test
    void keepsValuesOfFindProjections() {
        operations.holds("[{_id: 1, a: [1, 2, 3], b: {c: '$d'}, d: 5}]");
        BsonDocument find =
                BsonDocument.parse("{find: 'a', projection: {a: {$slice: -2}, e: '$b', x: {$add: ['$d', 1]}}}");
        assertThat(operations.send(find).get("cursor", org.bson.Document.class).getList("firstBatch", Object.class))
                .hasToString("[Document{{_id=1, a=[2, 3], e=Document{{c=$d}}, x=6}}]");
    }
}
