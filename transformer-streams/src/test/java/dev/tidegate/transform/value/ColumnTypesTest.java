package dev.tidegate.transform.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docs/values.md says of values at the edge of the sized and binary types. */
class ColumnTypesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            smallint     | 32767                                   | 32767
            smallint     | 32768                                   | !out-of-range
            smallint     | -32769                                  | !out-of-range
            smallint     | 1.5                                     | !not-exact
            real         | 0.5                                     | 0.5
            real         | 0.1                                     | !not-exact
            real         | {"$numberDouble": "0.10000000149011612"} | 0.1
            real         | "0.1"                                   | 0.1 [string→real]
            real         | "0.10000000149011612"                   | !not-exact
            real         | {"$numberDecimal": "0.1"}               | !not-exact
            real         | {"$numberDecimal": "0.50"}              | 0.5 [decimal→real]
            real         | 16777216                                | 1.6777216E7
            real         | 16777217                                | !not-exact
            real         | {"$numberDouble": "1e39"}               | !out-of-range
            real         | {"$numberDouble": "1e-50"}              | !not-exact
            real         | {"$numberDouble": "Infinity"}           | Infinity
            real         | {"$numberDouble": "NaN"}                | NaN
            real         | -0.0                                    | -0.0
            real         | "NaN"                                   | !not-exact
            real         | true                                    | !wrong-type
            double precision | 0.1                                 | 0.1
            double precision | -0.0                                | -0.0
            double precision | {"$numberDouble": "NaN"}            | NaN
            double precision | {"$numberLong": "9007199254740993"} | !not-exact
            double precision | {"$numberLong": "9223372036854775807"} | !not-exact
            double precision | {"$numberLong": "-9223372036854775808"} | -9.223372036854776E18
            double precision | {"$numberDecimal": "0.1"}           | !not-exact
            double precision | {"$numberDecimal": "0.25"}          | 0.25 [decimal→double precision]
            double precision | {"$numberDecimal": "1E+309"}        | !out-of-range
            double precision | {"$numberDecimal": "1E-400"}        | !not-exact
            double precision | {"$numberDecimal": "Infinity"}      | Infinity [decimal→double precision]
            double precision | "50.0755"                           | 50.0755 [string→double precision]
            double precision | "-0"                                | -0.0 [string→double precision]
            double precision | "9007199254740993"                  | !not-exact
            double precision | "1,5"                               | !not-exact
            double precision | {"$date": {"$numberLong": "0"}}     | !wrong-type
            numeric(5,2) | 1                                       | 1.00
            numeric(5,2) | 0.1                                     | 0.10
            numeric(5,2) | {"$numberDecimal": "1.230"}             | 1.23
            numeric(5,2) | {"$numberDecimal": "1.234"}             | !not-exact
            numeric(5,2) | 999.99                                  | 999.99
            numeric(5,2) | 1000                                    | !out-of-range
            numeric(5,2) | {"$numberDecimal": "0E+10"}             | 0.00
            numeric(5,2) | {"$numberDouble": "NaN"}                | NaN
            numeric(5,2) | {"$numberDouble": "-Infinity"}          | !out-of-range
            numeric(5,2) | "1.5"                                   | 1.50 [string→numeric]
            numeric(2,2) | 0.99                                    | 0.99
            numeric(2,2) | 1                                       | !out-of-range
            varchar(3)   | "abc"                                   | abc
            varchar(3)   | "abcd"                                  | !out-of-range
            varchar(3)   | "ab  "                                  | !out-of-range
            varchar(3)   | "🐎🐎🐎"                                | 🐎🐎🐎
            varchar(3)   | 123                                     | 123 [int→varchar]
            varchar(3)   | 1234                                    | !out-of-range
            varchar(3)   | "a\\u0000"                              | a� [nul-replaced] +original
            varchar(3)   | {}                                      | !wrong-type
            char(3)      | "ab"                                    | ab
            char(3)      | "ab "                                   | !not-exact
            char(3)      | "abcd"                                  | !out-of-range
            date         | {"$date": "2024-01-31T00:00:00Z"}       | 19753
            date         | {"$date": "2024-01-31T00:00:00.001Z"}   | !not-exact
            date         | {"$date": {"$numberLong": "-210866889600000"}} | !out-of-range
            date         | {"$date": {"$numberLong": "185331707078400000"}} | !out-of-range
            date         | "2024-02-29"                            | 19782 [string→date]
            date         | "2023-02-29"                            | !not-exact
            date         | "2024-01-31T00:00:00Z"                  | !not-exact
            date         | 0                                       | !wrong-type
            timestamp(0) | {"$date": {"$numberLong": "1000"}}      | 1000
            timestamp(0) | {"$date": {"$numberLong": "1500"}}      | !not-exact
            timestamp(0) | {"$date": {"$numberLong": "-1500"}}     | !not-exact
            timestamp(1) | {"$date": {"$numberLong": "-1500"}}     | -1500
            timestamp(2) | "1970-01-01T00:00:00.25Z"               | 250 [string→timestamp]
            timestamp(2) | "1970-01-01T00:00:00.255Z"              | !not-exact
            timestamptz  | {"$date": {"$numberLong": "1"}}         | 1
            timestamptz  | "1970-01-01T00:00:00"                   | !not-exact
            bytea        | "AAH/"                                  | !wrong-type
            uuid         | {"$uuid": "00112233-4455-6677-8899-aabbccddeeff"} | 00112233-4455-6677-8899-aabbccddeeff
            uuid         | {"$binary": {"base64": "ABEiM0RVZneImaq7zN3u/w==", "subType": "03"}} | 00112233-4455-6677-8899-aabbccddeeff [binData→uuid]
            uuid         | {"$binary": {"base64": "ABEiM0RVZneImaq7zN3u/w==", "subType": "00"}} | !wrong-type
            uuid         | {"$binary": {"base64": "AAEC", "subType": "04"}} | !not-exact
            uuid         | "00112233445566778899aabbccddeeff"      | !not-exact
            uuid         | {"$oid": "65a1b2c3d4e5f60718293a4b"}    | !wrong-type
            json         | {"b": 1, "a": [1.0, {"$numberDecimal": "1.20"}]} | {"b":1,"a":[1,1.20]}
            real[]       | [0.5, null]                             | [0.5, null]
            real[]       | [0.5, 0.1]                              | !not-exact
            real[]       | 0.5                                     | [0.5] [scalar→array]
            boolean[]    | [true, [false]]                         | !wrong-type
            numeric(3,1)[] | [1, "2.5"]                            | [1.0, 2.5] [string→numeric]
            """)
    void becomes(String type, String bson, String shown) {
        assertThat(TestColumn.of(type).shown(bson)).isEqualTo(shown);
    }
}
