package dev.tidegate.transform.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.embedded.postgres.EmbeddedPostgresServer;
import dev.tidegate.events.row.RowKey;
import dev.tidegate.mapping.declaration.ColumnKind;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What PostgreSQL itself holds after a converted value went into a column of each type. */
class StoredValuesIT {
    private static final int SIXTEEN_MEGABYTES = 16 * 1024 * 1024;
    private static EmbeddedPostgresServer server;
    private static TargetColumns columns;

    @BeforeAll
    static void start() throws SQLException {
        server = EmbeddedPostgresServer.start();
        columns = new TargetColumns(server.createDatabase("values"));
    }

    @AfterAll
    static void stop() throws SQLException {
        columns.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            integer      | -2147483648                                         | -2147483648
            integer      | {"$numberLong": "2147483647"}                       | 2147483647
            integer      | -0.0                                                | 0
            integer      | {"$numberDecimal": "1.2E+2"}                        | 120
            integer      | "-12"                                               | -12
            bigint       | {"$numberLong": "-9223372036854775808"}             | -9223372036854775808
            bigint       | {"$numberLong": "9223372036854775807"}              | 9223372036854775807
            bigint       | {"$numberDecimal": "9223372036854775807.00"}        | 9223372036854775807
            bigint       | "-9223372036854775808"                              | -9223372036854775808
            numeric      | {"$numberLong": "9223372036854775807"}              | 9223372036854775807
            numeric      | 0.1                                                 | 0.1
            numeric      | -0.0                                                | 0
            numeric      | 12.0                                                | 12
            numeric      | 1e23                                                | 100000000000000000000000
            numeric      | {"$numberDouble": "NaN"}                            | NaN
            numeric      | {"$numberDouble": "Infinity"}                       | Infinity
            numeric      | {"$numberDouble": "-Infinity"}                      | -Infinity
            numeric      | {"$numberDecimal": "1.20"}                          | 1.20
            numeric      | {"$numberDecimal": "-0.00"}                         | 0.00
            numeric      | {"$numberDecimal": "1E+3"}                          | 1000
            numeric      | {"$numberDecimal": "9.999999999999999999999999999999999"} | 9.999999999999999999999999999999999
            numeric      | {"$numberDecimal": "NaN"}                           | NaN
            numeric      | {"$numberDecimal": "-Infinity"}                     | -Infinity
            numeric      | "-1.50E+3"                                          | -1500
            numeric      | "1234567890123456789012345678901234"                | 1234567890123456789012345678901234
            boolean      | true                                                | true
            boolean      | "false"                                             | false
            timestamp(3) | {"$date": {"$numberLong": "1700000000123"}}         | 2023-11-14 22:13:20.123
            timestamp(3) | {"$date": {"$numberLong": "-1"}}                    | 1969-12-31 23:59:59.999
            timestamp(3) | {"$date": {"$numberLong": "-210866803200000"}}      | 4714-11-24 00:00:00 BC
            timestamp(3) | {"$date": {"$numberLong": "9224318015999999"}}      | 294276-12-31 23:59:59.999
            timestamp(3) | "2024-02-29T23:59:59.5-04:30"                       | 2024-03-01 04:29:59.5
            timestamp(3) | "0000-12-31T23:59Z"                                 | 0001-12-31 23:59:00 BC
            timestamp(3) | "9999-12-31T23:59:59.999Z"                          | 9999-12-31 23:59:59.999
            text         | "Žluťoučký 🐎 \\"'\\\\"                             | Žluťoučký 🐎 "'\\
            text         | "a\\u0000b"                                         | a�b
            text         | 12.0                                                | 12
            text         | {"$numberDecimal": "1E+3"}                          | 1000
            text         | {"$oid": "65A1B2C3D4E5F60718293A4B"}                | 65a1b2c3d4e5f60718293a4b
            text         | {"$date": {"$numberLong": "1700000000000"}}         | 2023-11-14T22:13:20.000Z
            enum         | "NEW"                                               | NEW
            enum         | "new"                                               | new
            enum         | "In Progress"                                       | In Progress
            smallint     | -32768                                              | -32768
            smallint     | "32767"                                             | 32767
            real         | 0.5                                                 | 0.5
            real         | {"$numberDouble": "-0.0"}                           | -0
            real         | "0.1"                                               | 0.1
            real         | {"$numberDouble": "3.4028234663852886E38"}          | 3.4028235e+38
            real         | {"$numberDouble": "1.401298464324817E-45"}          | 1e-45
            real         | {"$numberDouble": "NaN"}                            | NaN
            real         | 16777216                                            | 1.6777216e+07
            double precision | 0.1                                             | 0.1
            double precision | {"$numberDouble": "-0.0"}                       | -0
            double precision | {"$numberDouble": "5e-324"}                     | 5e-324
            double precision | {"$numberDouble": "1.7976931348623157E308"}     | 1.7976931348623157e+308
            double precision | {"$numberDouble": "-Infinity"}                  | -Infinity
            double precision | {"$numberLong": "9007199254740992"}             | 9.007199254740992e+15
            double precision | {"$numberDecimal": "1.50"}                      | 1.5
            double precision | {"$numberDecimal": "-0"}                        | -0
            double precision | "50.0755"                                       | 50.0755
            numeric(10,2) | 12                                                 | 12.00
            numeric(10,2) | 0.1                                                | 0.10
            numeric(10,2) | {"$numberDecimal": "1.500"}                        | 1.50
            numeric(10,2) | {"$numberDecimal": "12345678.90"}                  | 12345678.90
            numeric(10,2) | {"$numberDouble": "NaN"}                           | NaN
            numeric(3,3) | {"$numberDecimal": "0.999"}                         | 0.999
            numeric(5)   | {"$numberDecimal": "1.2E+4"}                        | 12000
            varchar(3)   | "🐎🐎🐎"                                            | 🐎🐎🐎
            varchar(3)   | "a  "                                               | `a  `
            char(3)      | "ab"                                                | ab
            char(3)      | ""                                                  | ``
            date         | {"$date": {"$numberLong": "1706659200000"}}         | 2024-01-31
            date         | {"$date": {"$numberLong": "-86400000"}}             | 1969-12-31
            date         | {"$date": {"$numberLong": "-210866803200000"}}      | 4714-11-24 BC
            date         | {"$date": {"$numberLong": "185331706992000000"}}    | 5874897-12-31
            date         | "0000-12-31"                                        | 0001-12-31 BC
            timestamp(0) | {"$date": {"$numberLong": "1700000000000"}}         | 2023-11-14 22:13:20
            timestamp(1) | {"$date": {"$numberLong": "1700000000100"}}         | 2023-11-14 22:13:20.1
            timestamp(6) | {"$date": {"$numberLong": "1700000000123"}}         | 2023-11-14 22:13:20.123
            timestamptz  | {"$date": {"$numberLong": "1700000000123"}}         | 2023-11-14 22:13:20.123+00
            timestamptz(0) | "2024-02-29T23:59:59-04:30"                       | 2024-03-01 04:29:59+00
            bytea        | {"$binary": {"base64": "AAH/", "subType": "00"}}    | \\x0001ff
            bytea        | {"$binary": {"base64": "", "subType": "05"}}        | \\x
            uuid         | {"$uuid": "00112233-4455-6677-8899-aabbccddeeff"}   | 00112233-4455-6677-8899-aabbccddeeff
            uuid         | {"$binary": {"base64": "ABEiM0RVZneImaq7zN3u/w==", "subType": "03"}} | 00112233-4455-6677-8899-aabbccddeeff
            uuid         | "00112233-4455-6677-8899-AABBCCDDEEFF"              | 00112233-4455-6677-8899-aabbccddeeff
            json         | {"b": 1, "aa": {"$numberDecimal": "1.20"}, "a": 3}  | {"b":1,"aa":1.20,"a":3}
            json         | "a\\u0000b"                                         | "a�b"
            boolean[]    | [true, null, "false"]                               | {t,NULL,f}
            smallint[]   | [1, "2"]                                            | {1,2}
            integer[]    | [1, null, 2.0]                                      | {1,NULL,2}
            bigint[]     | [{"$numberLong": "9223372036854775807"}]            | {9223372036854775807}
            numeric[]    | [1.5, {"$numberDecimal": "1.50"}, {"$numberDouble": "NaN"}] | {1.5,1.50,NaN}
            numeric(4,1)[] | [1, 2.5]                                          | {1.0,2.5}
            real[]       | [0.5, 1]                                            | {0.5,1}
            double precision[] | [0.1, -0.0, 14.4378]                          | {0.1,-0,14.4378}
            varchar(2)[] | ["a", "bc"]                                         | {a,bc}
            uuid[]       | [{"$uuid": "00112233-4455-6677-8899-aabbccddeeff"}] | {00112233-4455-6677-8899-aabbccddeeff}
            text[]       | ["b", null, "NULL", "", "a,\\"b\\\\", 5]            | {b,NULL,"NULL","","a,\\"b\\\\",5}
            text[]       | []                                                  | {}
            text[]       | "scalar"                                            | {scalar}
            uuid people  | {"$oid": "000000000000000000000000"}                | 00000000-0000-8000-8000-00000324089a
            uuid[] people | []                                                 | {}
            uuid[] people | [null]                                             | {NULL}
            """)
    void holds(String type, String bson, String stored) throws SQLException {
        assertThat(columns.stored(TestColumn.of(type), TestColumn.bson(bson))).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"b": 1, "aa": 2, "a": 3}                           | {"a": 3, "b": 1, "aa": 2}
            {"a": null, "b": [null, true, "x"]}                 | {"a": null, "b": [null, true, "x"]}
            {"$numberLong": "9223372036854775807"}              | 9223372036854775807
            0.1                                                 | 0.1
            -0.0                                                | 0
            {"$numberDecimal": "1.20"}                          | 1.20
            {"$numberDecimal": "0E-10"}                         | 0.0000000000
            {"$numberDecimal": "1234567890123456789012345678901234"} | 1234567890123456789012345678901234
            "a\\u0000b"                                         | "a�b"
            "🐎\\n\\u0007\\\\"                                  | "🐎\\n\\u0007\\\\"
            {"$oid": "65a1b2c3d4e5f60718293a4b"}                | "65a1b2c3d4e5f60718293a4b"
            {"$date": {"$numberLong": "1700000000000"}}         | "2023-11-14T22:13:20.000Z"
            {"$numberDouble": "NaN"}                            | {"$numberDouble": "NaN"}
            {"$numberDecimal": "-Infinity"}                     | {"$numberDecimal": "-Infinity"}
            {"$binary": {"base64": "AAEC", "subType": "80"}}    | {"$binary": {"base64": "AAEC", "subType": "80"}}
            {"$regularExpression": {"pattern": "a", "options": "i"}} | {"$regularExpression": {"options": "i", "pattern": "a"}}
            {"$timestamp": {"t": 1, "i": 2}}                    | {"$timestamp": {"i": 2, "t": 1}}
            {"$code": "f(\\u0000)", "$scope": {"x": 1}}         | {"$code": "f(�)", "$scope": {"x": {"$numberInt": "1"}}}
            {"$symbol": "s"}                                    | {"$symbol": "s"}
            {"$minKey": 1}                                      | {"$minKey": 1}
            {"$maxKey": 1}                                      | {"$maxKey": 1}
            {"$undefined": true}                                |
            {"a": {"$undefined": true}}                         | {"a": {"$undefined": true}}
            {"$dbPointer": {"$ref": "d.c", "$id": {"$oid": "65a1b2c3d4e5f60718293a4b"}}} | {"$dbPointer": {"$id": {"$oid": "65a1b2c3d4e5f60718293a4b"}, "$ref": "d.c"}}
            """)
    void jsonbHolds(String bson, String stored) throws SQLException {
        assertThat(columns.stored(TestColumn.of("jsonb"), TestColumn.bson(bson)))
                .isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({
        "9.999999999999999999999999999999999E+6144, 6145, 0",
        "1E+6144, 6145, 0",
        "1E-6176, 6178, 6176",
        "1.234567890123456789012345678901234E-6143, 6178, 6176"
    })
    void decimalsAtTheirLimitsAreHeldToTheLastDigit(String decimal, int length, int scale) throws SQLException {
        BsonValue value = TestColumn.bson("{\"$numberDecimal\": \"" + decimal + "\"}");
        String numeric = columns.stored(TestColumn.of("numeric"), value);
        assertThat(numeric).hasSize(length).isEqualTo(columns.stored(TestColumn.of("jsonb"), value));
        assertThat(new java.math.BigDecimal(numeric)).isEqualByComparingTo(decimal);
        assertThat(new java.math.BigDecimal(numeric).scale()).isEqualTo(scale);
        assertThat(columns.stored(TestColumn.of("text"), value)).isEqualTo(numeric);
    }

    /** What the conversion calls out of range is what PostgreSQL refuses, and no more. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT '4714-11-23 23:59:59.999 BC'::timestamp(3)::text | 22008
            SELECT '294277-01-01 00:00:00'::timestamp(3)::text      | 22008
            SELECT '"\\u0000"'::jsonb::text                         | 22P05
            SELECT '"\\ud83d"'::jsonb::text                         | 22P02
            """)
    void refuses(String sql, String sqlState) {
        assertThatThrownBy(() -> columns.query(sql))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal -> assertThat(refusal.getSQLState()).isEqualTo(sqlState));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            numeric      | 42, 42.5, 0, -0.0, 0.1, 1000, {"$numberDecimal": "42.0"}, {"$numberDecimal": "0E-10"}, {"$numberDecimal": "0.10"}, {"$numberDecimal": "1E+3"}, {"$numberDouble": "NaN"}, {"$numberDecimal": "NaN"}, {"$numberDouble": "Infinity"}, {"$numberDecimal": "-Infinity"}, {"$numberDecimal": "9.99E+6144"}, {"$numberDecimal": "1E-6176"}, {"$numberDecimal": "1.0E-6175"}
            text         | "a", "A", "a ", " a", "", "é", "e\u0301", "ß", "ss", "ﬁ", "fi", "a\u0000", "a\ufffd", "1.0", 1, 1.5, "1.5", {"$numberDecimal": "1.50"}, 0, -0.0
            enum         | "NEW", "new", "In Progress"
            uuid people  | {"$oid": "65a1b2c3d4e5f60718293a4b"}, "65A1B2C3D4E5F60718293A4B", "65a1b2c3d4e5f60718293a4c"
            uuid things  | 1, 1.0, {"$numberLong": "1"}, "1", {"$numberDecimal": "1.00"}, 0, -0.0, {"$oid": "65a1b2c3d4e5f60718293a4b"}
            integer      | 12, "12", 12.0, {"$numberDecimal": "1.2E+1"}, -12, 0, -0.0
            bigint       | 12, {"$numberLong": "12"}, {"$numberLong": "9007199254740993"}, {"$numberDouble": "9007199254740992"}
            boolean      | true, "true", false
            smallint     | 12, "12", 12.0, {"$numberDecimal": "1.2E+1"}, -12
            real         | 0.5, "0.5", 0.0, -0.0, {"$numberDouble": "NaN"}, {"$numberDecimal": "NaN"}, {"$numberDecimal": "0.50"}
            double precision | 0.1, "0.1", 0.0, -0.0, {"$numberDouble": "NaN"}, {"$numberDecimal": "NaN"}, {"$numberDouble": "Infinity"}
            numeric(6,2) | 42, 42.5, {"$numberDecimal": "42.00"}, 0, -0.0, "42"
            varchar(5)   | "a", "A", "a ", "a  ", "é"
            char(5)      | "a", "A", "", "é"
            date         | "2024-01-31", {"$date": "2024-01-31T00:00:00Z"}, "2024-02-01"
            timestamptz  | "2024-01-31T00:00Z", {"$date": "2024-01-31T00:00:00Z"}, "2024-01-31T01:00+01:00"
            bytea        | {"$binary": {"base64": "AAH/", "subType": "00"}}, {"$binary": {"base64": "AAH/", "subType": "05"}}, {"$binary": {"base64": "", "subType": "00"}}
            uuid         | "00112233-4455-6677-8899-AABBCCDDEEFF", {"$uuid": "00112233-4455-6677-8899-aabbccddeeff"}, {"$uuid": "00112233-4455-6677-8899-aabbccddeefe"}
            """)
    void keysAreEqualExactlyWherePostgresqlTakesThemForEqual(String type, String values) throws SQLException {
        TestColumn column = TestColumn.of(type);
        for (BsonValue one : BsonArray.parse("[" + values + "]")) {
            for (BsonValue other : BsonArray.parse("[" + values + "]")) {
                ColumnKind kind = column.mapping().type().kind();
                boolean isOne = RowKey.part(kind, column.value(one)).equals(RowKey.part(kind, column.value(other)));
                assertThat(columns.areEqual(column, one, other))
                        .as(one + " and " + other)
                        .isEqualTo(isOne);
            }
        }
    }

    @Test
    void nullIsNullAndNotJsonNullNorAnEmptyList() throws SQLException {
        for (String type : List.of("jsonb", "text[]", "uuid[] people", "text", "integer", "enum")) {
            assertThat(columns.stored(TestColumn.of(type), BsonNull.VALUE)).isNull();
            assertThat(columns.stored(TestColumn.of(type), null)).isNull();
        }
    }

    @Test
    void sixteenMegabytesAreHeldInTextAndJsonb() throws SQLException {
        String large = "ř".repeat(SIXTEEN_MEGABYTES / 2 - 100) + "🐎";
        assertThat(columns.stored(TestColumn.of("text"), new BsonString(large))).isEqualTo(large);
        BsonDocument document = new BsonDocument("large", new BsonString(large));
        assertThat(columns.stored(TestColumn.of("jsonb"), document)).isEqualTo("{\"large\": \"" + large + "\"}");
    }

    @Test
    void deepestNestingIsHeld() throws SQLException {
        BsonValue nested = new BsonString("deep");
        for (int level = 0; level < 100; level++) {
            nested = level % 2 == 0 ? new BsonDocument("a", nested) : new BsonArray(List.of(nested));
        }
        assertThat(columns.stored(TestColumn.of("jsonb"), nested)).contains("deep");
    }

    @Test
    void referencesDecodeInPostgresToTheirObjectId() throws SQLException {
        BsonValue id = TestColumn.bson("{\"$oid\": \"65a1b2c3d4e5f60718293a4b\"}");
        String uuid = columns.stored(TestColumn.of("uuid people"), id);
        assertThat(columns.stored(TestColumn.of("uuid[] people"), new BsonArray(List.of(BsonNull.VALUE, id))))
                .isEqualTo("{NULL," + uuid + "}");
        assertThat(uuid).startsWith("65a1b2c3-d4e5-8f60-");
    }

    @Test
    void originalsComeBackOutOfPostgres() throws SQLException {
        UnmappedFields unmapped = UnmappedFields.of(TestColumn.PEOPLE, TestColumn.MIGRATION);
        BsonDocument document = BsonDocument.parse("{\"_id\": 1, \"a\": \"x\\u0000🐎\", \"b\": 1.0, \"n\": null}");
        Conversion.Value fields = (Conversion.Value) unmapped.convert(document, Set.of("b"));
        assertThat(columns.query("SELECT (?::jsonb - '$original')::text", fields.value()))
                .containsExactly("{\"a\": \"x\uFFFD🐎\", \"b\": {\"$numberDouble\": \"1.0\"}, \"n\": null}");
        List<String> original = columns.query("SELECT (?::jsonb #>> ARRAY['$original', ?])", fields.value(), "a");
        byte[] json = Base64.getDecoder().decode(original.get(0));
        assertThat(BsonDocument.parse("{\"v\": " + new String(json, StandardCharsets.UTF_8) + "}"))
                .isEqualTo(new BsonDocument("v", document.get("a")));
    }
}
