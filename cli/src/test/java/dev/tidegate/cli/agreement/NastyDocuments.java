package dev.tidegate.cli.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/** Documents whose fields hold what fits nowhere else, each only in a few of its fields. */
final class NastyDocuments {
    private static final List<String> FIELDS = List.of(
            "n",
            "big",
            "price",
            "yes",
            "at",
            "name",
            "nick",
            "must",
            "born",
            "color",
            "tags",
            "labels",
            "any",
            "address",
            "team",
            "guild",
            "friends",
            "owner",
            "lines",
            "notes",
            "owned",
            "ownedIds",
            "ownedByKey",
            "ownedByGuilds",
            "teams",
            "extra",
            "$original",
            "Lines",
            "small",
            "single",
            "double",
            "money",
            "short",
            "code",
            "day",
            "second",
            "zoned",
            "data",
            "uuid",
            "ordered",
            "flags",
            "numbers",
            "longs",
            "decimals",
            "point",
            "singles",
            "times",
            "days",
            "uuids");
    private static final List<String> INNER = List.of("city", "name", "keyed", "zip", "n", "a", "b", "k", "v", "$oid");
    static final BsonArray VALUES = BsonArray.parse("""
            [null, true, false, 0, 1, -1, 12, {$numberLong: "9223372036854775807"}, {$numberLong: "2147483648"}, 1.0, 1.5,
             {$numberDouble: "-0.0"}, {$numberDouble: "NaN"}, {$numberDouble: "-Infinity"}, {$numberDouble: "1e300"},
             {$numberDouble: "5e-324"}, {$numberDouble: "9.223372036854775807E18"}, {$numberDouble: "123456789012345680"},
             {$numberDecimal: "12.00"}, {$numberDecimal: "1.50"}, {$numberDecimal: "0.1"}, 0.1, 12.0, {$numberDouble: "1e15"},
             {$numberDouble: "1e-7"}, "1E+15", "1E-7", "1.5", "a\ufffdb", {$numberDouble: "2e-323"}, "2E-323",
             {$numberDouble: "2e23"}, "2E+23", "red ", "-Infinity", {$numberDecimal: "1E+3"}, {$numberDecimal: "-0"}, {$numberDecimal: "0E-10"},
             {$numberDecimal: "NaN"}, {$numberDecimal: "Infinity"}, {$numberDecimal: "9.99E+6144"},
             {$numberDecimal: "1E-6176"}, "", " ", "a", "red", "rot", "Red", "Active", "true", "12", "012", "+1", "-0",
             "1.0", "1.00", "1E+3", "1e3", "9223372036854775808", "\u0000", "a\u0000b", "\\u0000", "NaN",
             "650000000000000000000002", "65000000000000000000000A", "2024-02-29T12:00Z", "2024-02-29T12:00:00.5+02:00",
             "2023-02-29T12:00Z", "2024-02-29T24:00Z", "2024-02-29", "0000-01-01T00:00Z", "9999-12-31T23:59:59.999-18:00",
             {$oid: "650000000000000000000002"}, {$oid: "ffffffffffffffffffffffff"}, {$date: {$numberLong: "0"}},
             {$date: {$numberLong: "-1"}}, {$date: {$numberLong: "-210866803200000"}},
             {$date: {$numberLong: "-210866803200001"}}, {$date: {$numberLong: "9224318015999999"}},
             {$date: {$numberLong: "9224318016000000"}}, {$date: {$numberLong: "9223372036854775807"}},
             {$date: {$numberLong: "-62135596800001"}}, {$uuid: "00112233-4455-6677-8899-aabbccddeeff"},
             {$binary: {base64: "AAEC", subType: "00"}}, {$regularExpression: {pattern: "a\u0000", options: ""}},
             {$timestamp: {t: 1, i: 2}}, {$code: "x"}, {$symbol: "red"}, {$minKey: 1}, {$maxKey: 1}, {$undefined: true},
             {}, {"a.b": 1}, 32767, 32768, -32769, 16777217, 0.5, {$numberDouble: "0.10000000149011612"},
             {$numberDouble: "3.5e38"}, {$numberDouble: "1e-46"}, {$numberDouble: "1.401298464324817E-45"},
             {$numberLong: "9007199254740993"}, {$numberDecimal: "0.5"}, {$numberDecimal: "1E-400"}, "0.1", "0.5", "1E-50",
             "16777217", "9007199254740993", "1E+39", "1E+309", "0.10000000000000001", {$numberDecimal: "99999999.99"},
             {$numberDecimal: "100000000"}, {$numberDecimal: "1.230"}, {$numberDecimal: "1.234"}, "abc", "abcd", "ab ", "🐎🐎🐎",
             "🐎🐎🐎🐎", "abc ", {$date: "2024-01-31T00:00:00Z"}, {$date: "2024-01-31T12:00:00Z"}, "2024-01-31", "2023-02-29",
             "0000-01-01", "2024-1-31", {$date: "2024-01-31T12:00:00.100Z"}, "2024-01-31T12:00:00.5Z",
             {$binary: {base64: "", subType: "05"}}, {$binary: {base64: "ABEiM0RVZneImaq7zN3u/w==", subType: "03"}},
             {$binary: {base64: "AAEC", subType: "04"}}, "00112233-4455-6677-8899-AABBCCDDEEFF",
             "00112233445566778899aabbccddeeff", {"b": 1, "a": {"d": 1, "c": {$numberDecimal: "1E+3"}}},
             {"b": {"a": {$numberDouble: "1e300"}, "$oid": [{"z": 1, "y": null}]}}]
            """.replaceAll("\\n *", " "));

    private final Random random;

    NastyDocuments(Random random) {
        this.random = random;
    }

    BsonDocument next(int number) {
        byte[] id = new byte[12];
        random.nextBytes(id);
        boolean otherId = random.nextInt(100) == 0;
        BsonDocument document = new BsonDocument(
                "_id", otherId ? VALUES.get(number % VALUES.size()) : new BsonObjectId(new ObjectId(id)));
        for (int field = random.nextInt(4); field >= 0; field--) {
            document.put(FIELDS.get(random.nextInt(FIELDS.size())), value(2));
        }
        return document;
    }

    private BsonValue value(int depth) {
        int kind = random.nextInt(10);
        if (depth == 0 || kind < 6) {
            return VALUES.get(random.nextInt(VALUES.size()));
        }
        return kind < 8 ? array(depth) : document(depth);
    }

    private BsonArray array(int depth) {
        List<BsonValue> values = new ArrayList<>();
        for (int element = random.nextInt(3); element > 0; element--) {
            values.add(value(depth - 1));
        }
        return new BsonArray(values);
    }

    private BsonDocument document(int depth) {
        BsonDocument document = new BsonDocument();
        for (int field = random.nextInt(3); field > 0; field--) {
            document.put(INNER.get(random.nextInt(INNER.size())), value(depth - 1));
        }
        return document;
    }
}
