package dev.tidegate.mapping.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.Unmatched;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Policies.Invalid;
import dev.tidegate.mapping.declaration.SealPolicies;
import dev.tidegate.mapping.declaration.SealPolicies.Dangling;
import dev.tidegate.mapping.declaration.SealPolicies.Duplicates;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.id.TableOwners;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationFileTest {
    private static final String START = """
            migration: m
            source: {database: d}
            enums: {color: [red, green]}
            collections:
              other: {columns: {a: text}}
              things:
                columns:
            """;

    private static final String SHARED = "migration: m\nsource: {database: d}\ncollections:\n";

    @Test
    void theSmallestFileHasTheDefaults() {
        Migration migration = parse("migration: m\nsource: {database: d}\ncollections: {a: {columns: {x: text}}}");
        assertThat(migration.target().schema()).isEqualTo("public");
        assertThat(migration.kafka().partitions()).isEqualTo(4);
        assertThat(migration.addresses().mongodbUri()).isEmpty();
        assertThat(migration.collection("a").table()).isEqualTo("a");
    }

    @Test
    void tellsAllProblemsAtOnceEachWithItsLine() {
        List<Problem> problems = problems("""
                migration: Not A Name
                source: {databse: d}
                collections:
                  a:
                    columns:
                      one: txt
                      two: {type: uuid, references: b}
                      two: text
                    indexes: [three]
                """);
        assertThat(problems).extracting(Problem::line).containsExactly(1, 2, 2, 6, 7, 8, 9);
        assertThat(problems)
                .extracting(Problem::message)
                .anySatisfy(message ->
                        assertThat(message).isEqualTo("'source' has no key 'databse'; did you mean 'database'?"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            x: txt                                                  | there is no type 'txt'; did you mean 'text'?
            x: {type: text, requierd: true}                         | did you mean 'required'?
            x: {required: true}                                     | needs 'type'
            x: varchar(0)                                           | the size of varchar is from 1 to 10485760
            x: "numeric(2,3)"                                       | numeric has 1 to 1000 digits
            x: timestamp(7)                                         | the size of timestamp is from 0 to 6
            x: integer(4)                                           | integer has no size
            x: "bytea[]"                                            | there is no type 'bytea[]'
            x: {type: "numeric(3,1)", constant: 1.25}               | must fit without being cut
            x: {type: varchar(2), constant: abc}                    | must fit without being cut
            x: {type: date, constant: "2024-01-31T00:00:00Z"}       | write it as 2024-01-31
            x: {type: bytea, constant: abc}                         | write it in hex
            x: {type: text, references: other}                      | 'references' is for uuid
            x: {type: uuid, references: {by: k, collection: other}} | 'by' goes with 'one_of'
            x: {type: uuid, references: {by: k, one_of: [{collection: other}]}} | each candidate says 'when'
            x: {type: uuid, references: {one_of: [{collection: other, when: a}, {collection: things, when: b}]}} | 'when' goes with 'by'
            x: {type: uuid, references: {by: k, one_of: [{collection: other, when: a}, {collection: things, when: a}]}} | have one 'when'
            x: {type: uuid, references: othr}                       | there is no collection 'othr'; did you mean 'other'?
            x: {type: text, default: a}                             | 'default' is for required columns
            x: {type: integer, required: true, default: a}          | no constant of type integer
            x: {type: integer, required: true, default: 2147483648} | no constant of type integer
            x: {type: boolean, required: true, default: yes}        | no constant of type boolean
            x: {type: timestamp(3), required: true, default: now}   | write it as 2024-01-31T12:00:00Z
            x: {type: integer, required: true, default: object_id_time} | no constant of type integer
            x: {type: color, required: true, default: blue}         | its labels are red, green
            x: {type: color, map: {Rot: Red}}                       | its labels are red, green
            x: {type: jsonb, map: {a: b}}                           | 'map' is for single values
            x: {type: uuid, references: other, trim: true}          | an id is its text as it stands
            x: {type: jsonb, lower: true}                           | takes every text as it is
            x: {type: text, constant: a, trim: true}                | is for columns that read a field
            x: {type: text, ignore_case: true}                      | 'ignore_case' is for enums, not for text
            x: {type: color, ignore_case: true, unit: ms}           | take no 'parse' and no 'unit'
            x: {type: integer, unit: s}                             | is for timestamps, not for integer
            x: {type: timestamp(3), unit: us}                       | is one of ms, s
            x: {type: text, parse: json}                            | is for jsonb, not for text
            x: {type: jsonb, parse: yaml}                           | is json, {format
            x: {type: jsonb, parse: {}}                             | is json, {format
            x: {type: text, parse: {number: {decimal: ","}}}        | is for numbers, not for text
            x: {type: numeric, parse: {number: {decimal: "0"}}}     | is one character, and no letter, digit or sign
            x: {type: numeric, parse: {number: {decimal: "-"}}}     | is one character, and no letter, digit or sign
            x: {type: numeric, parse: {number: {decimal: ".", grouping: "."}}} | two different characters
            x: {type: numeric, parse: {number: {grouping: "."}}}    | two different characters
            x: {type: numeric, parse: {number: {}}}                 | says {decimal
            x: {type: text, parse: {format: dd.MM.yyyy, zone: UTC}} | is for timestamps, not for text
            x: {type: timestamp(3), parse: {format: dd.MM.yyyy}}    | say where its times are meant
            x: {type: timestamp(3), parse: {format: [yyyyMMddX, dd.MM.yyyy]}} | say where its times are meant
            x: {type: timestamp(3), parse: {format: "yyyyMMdd[ XXX]"}} | say where its times are meant
            x: {type: timestamp(3), parse: {format: "yyyy-MM-dd'T'HHX", zone: UTC}} | 'zone' has no effect
            x: {type: timestamp(3), parse: {zone: UTC}}             | name its 'format', too
            x: {type: timestamp(3), parse: {format: dd.MM.yyyy, zone: Europe/Praha}} | is no zone, such as
            x: {type: timestamp(3), parse: {format: dd.mm.yyyy, zone: UTC}} | gives no whole day or time
            x: {type: timestamp(3), parse: {format: YYYY-MM-dd, zone: UTC}} | gives no whole day or time
            x: {type: timestamp(3), parse: {format: yyyy-MM-DD, zone: UTC}} | gives no whole day or time
            x: {type: timestamp(3), parse: {format: yyyy-MM, zone: UTC}} | gives no whole day or time
            x: {type: timestamp(3), parse: {format: "yyyy-MM-dd hh:mm", zone: UTC}} | gives no whole day or time
            x: {type: timestamp(3), parse: {format: "yyyy-MM-dd HH:mm z"}} | short name, which is not one zone alone
            x: {type: timestamp(3), parse: {format: "jjjj", zone: UTC}} | is no format of java.time
            x: {type: timestamp(3), parse: {format: dd.MM.yyyy, zone: UTC, locale: cs}} | has no key 'locale'
            x: {type: text, constant: a, from: b}                   | reads no field
            x: {type: text, from: a..b}                             | no path of fields
            x: {type: text, from: {path: []}}                       | a path is a list of names, such as
            x: {type: text, from: [a, {path: ["a.b", ""]}]}         | a path is a list of names, such as
            x: {type: text, from: {path: a.b}}                      | 'path' must be a list
            x: {type: text, from: {pth: [a]}}                       | did you mean 'path'?
            'x.': text                                              | 'x.' is no path of fields: name the field with 'from'
            '.x': {type: text, required: true}                      | '.x' is no path of fields: name the field with 'from'
            x: {type: timestamp(3), constant: "2024-01-31T12:00:00.1234Z"} | write it as 2024-01-31T12:00:00Z
            x: {type: timestamp(3), constant: "+12024-01-31T12:00:00Z"} | write it as 2024-01-31T12:00:00Z
            x: {type: timestamp(3), constant: "2024-01-31T24:00:00Z"} | write it as 2024-01-31T12:00:00Z
            x: {type: jsonb, constant: {a: "b\\0"}}                 | no constant of type jsonb
            x: {type: text, from: []}                               | reads no field, has no constant
            x: {type: text, required: true, policy: {invalid: null_and_keep}} | needs a column that is not required
            x: {type: uuid, references: other, policy: {dangling: placeholder}} | for columns with a foreign key
            x: {type: text, policy: {invalid: ignore}}              | is one of dead_letter, null_and_keep
            x: {type: uuid, required: true, references: {collection: other, on_delete: set_null}} | not required
            x: {type: "uuid[]", references: {collection: other, on_delete: cascade}} | without a foreign key
            x: {type: uuid, references: {collection: other, foreign_key: false, on_delete: cascade}} | goes with no on_delete
            x: {type: uuid, references: {one_of: [{collection: other}]}} | at least two collections
            x: {type: uuid, references: {one_of: [{collection: other}, {collection: things, column: y}]}} | needs that column
            x: {type: uuid, references: {one_of: [{collection: other, on_delete: cascade}, {collection: things}]}} | no foreign key can hold
            id: text                                                | has a column 'id' already
            ctid: text                                              | PostgreSQL keeps the column name
            x:                                                      | needs a type
            x: [text]                                               | must be a mapping
            """)
    void columnsThatCannotBe(String column, String message) {
        List<Problem> problems = problems(START + "      " + column + "\n");
        assertThat(problems).extracting(Problem::line).containsOnly(8);
        assertThat(problems)
                .extracting(Problem::message)
                .anySatisfy(each -> assertThat(each).contains(message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            indexes: [b]                                    | there is no column 'b'
            indexes: [{columns: [t], using: gin}]           | gin takes columns of
            indexes: [{full_text: [n]}]                     | full_text takes columns of text
            indexes: [{expression: lower(t)}]               | needs a 'name'
            indexes: [{columns: [t], expression: a}]        | has one of
            indexes: [{columns: [t], unique: true, using: hash}] | a unique index is a btree
            indexes: [t, t]                                 | taken by index 'things_t_idx' in line 10
            indexes: [{columns: [t], name: other}]          | taken by table 'other' in line 5
            indexes: [{columns: [t], tier: 4}]              | a number from 1 to 3
            indexes: [{columns: [t,t,t,t,t,t,t,t,t,t,t,t,t,t,t,t,t,t,t,t,t,t,t,t,t,t,t,t,t,t,t,t,t]}] | at most 32 columns
            require_any: [[t, u]]                           | there is no column 'u'
            ignore: [a.b]                                   | top-level fields
            ignore: [{path: [a, b]}]                        | top-level fields
            ids: uuid                                       | objectId or any
            tag: 67108864                                   | a number from 0 to 67108863
            table: other                                    | taken by table 'other' in line 5
            table: color                                    | taken by
            unmapped_fields: drop                           | keep, ignore, fail
            children: {c: {columns: {a: text}}}             | needs a key
            children: {c: {key: {ordinal: t}, columns: {t: text}}} | has a column 't' already
            children: {c: {key: {ordinal: o}, scalar: v, columns: {a: text}}} | takes the element itself
            children: {c: {key: {ordinal: o}, scalar: v, columns: {v: {type: text, constant: a}}}} | takes the element itself
            children: {c: {key: {ordinal: o}, scalar: v, columns: {v: {type: text, from: a}}}} | takes the element itself, without 'from'
            children: {c: {key: {ordinal: o}, scalar: v, columns: {v: text, a: text}}} | column 'a' of c reads field 'a'
            children: {c: {key: {ordinal: o}, scalar: v, columns: {v: text, a: {type: text, from: [x, y]}}}} | reads field 'x'
            children: {c: {key: {ordinal: o}, scalar: v, columns: {v: text, a: {type: integer, required: true, default: 1}}}} | beside it are columns with a 'constant'
            children: {c: {key: {element: a}, columns: {a: text}}} | must be required
            children: {c: {key: {element: a}, columns: {a: jsonb not null}}} | cannot be jsonb
            children: {c: {key: {element: a}, columns: {a: "text[] not null"}}} | cannot be text[]
            children: {c: {key: {element: a}, columns: {a: {type: "uuid[]", required: true, references: other}}}} | cannot be uuid[]
            children: {c: {key: {element: a}, columns: {a: {type: text, required: true, from: b}}}} | is the key and reads 'a'
            children: {c: {key: {element: a}, columns: {a: {type: text, required: true, from: [a, b]}}}} | is the key and reads 'a'
            children: {c: {key: {element: a}, columns: {a: {type: text, required: true, constant: b}}}} | is the key and reads 'a'
            children: {c: {key: {element: a}, scalar: a, columns: {a: text not null}}} | no element key
            children: {c: {key: {map_key: k, ordinal: o}, columns: {a: text}}} | needs a key
            children: {c: {key: {map_key: k}, columns: {k: text}}} | must be required
            children: {c: {key: {map_key: k}, columns: {k: {type: text, required: true, from: k}}}} | it has no 'from'
            children: {c: {key: {map_key: k}, scalar: k, columns: {k: text not null}}} | two columns
            children: {c: {key: {map_key: k}, scalar: v, columns: {v: text, a: text}}} | column 'a' of c reads field 'a'
            children: {c: {key: {ordinal: o}, on_delete: set_null, columns: {a: text}}} | part of the key
            """)
    void collectionsThatCannotBe(String line, String message) {
        List<Problem> problems = problems(START + "      t: text\n      n: integer\n    " + line + "\n");
        assertThat(problems)
                .extracting(Problem::message)
                .anySatisfy(each -> assertThat(each).contains(message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            j: {left: {collection: other, column: a}, right: {collection: things, column: b}}              | at least one end
            j: {left: {collection: other, column: a, array: x}, right: {collection: things, column: a}}    | need two names
            j: {left: {collection: othr, column: a, array: x}, right: {collection: things, column: b}}     | did you mean 'other'
            j: {left: {collection: other, column: a, array: x}, right: {collection: other, column: b, array: x}} | one array
            j: {edges: union, left: {collection: other, column: a, array: x}, right: {collection: things, column: b}} | do not agree
            other: {left: {collection: other, column: a, array: x}, right: {collection: things, column: b}} | taken by table
            j: {left: {collection: other, column: a, array: x}}                                            | needs 'collection'
            """)
    void junctionsThatCannotBe(String junction, String message) {
        List<Problem> problems = problems(START + "      t: text\njunctions:\n  " + junction + "\n");
        assertThat(problems).extracting(Problem::line).containsOnly(10);
        assertThat(problems)
                .extracting(Problem::message)
                .anySatisfy(each -> assertThat(each).contains(message));
    }

    @Test
    void aLabelsCaseIsIgnoredOnlyWhereLabelsDoNotDifferInItAlone() {
        String file = START.replace("[red, green]", "[red, Red]") + "      x: {type: color, ignore_case: true}\n";

        assertThat(problems(file))
                .extracting(Problem::message)
                .containsExactly(
                        "'ignore_case' cannot tell the labels 'red' and 'Red' apart: 'map' the values instead");
    }

    @Test
    void theColumnOfAnElementsKeyReadsTheKey() {
        Migration migration = parse(START + "      t: text\n    children:\n"
                + "      c: {key: {element: code.full, column: sku}, columns: {sku: integer not null, n: text}}\n");
        assertThat(migration.collection("things").children().get(0).columns())
                .extracting(ColumnMapping::column, ColumnMapping::fields)
                .containsExactly(tuple("sku", List.of("code.full")), tuple("n", List.of("n")));
    }

    @Test
    void aScalarsColumnAndThoseBesideItReadNoField() {
        String reference = "{one_of: [{collection: other}, {collection: things, column: b}]}";
        ChildTable child = parse(START + "      t: text\n    children: {c: {key: {ordinal: o}, scalar: a..v, columns: {"
                        + "a..v: {type: uuid, from: [], references: " + reference + "},"
                        + " b: {type: uuid, references: things}, n: {type: integer, constant: 1}}}}")
                .collection("things")
                .children()
                .get(0);

        assertThat(child.scalarColumn()).contains("a..v");
        assertThat(child.columns())
                .allSatisfy(column -> assertThat(column.fields()).isEmpty());
    }

    @Test
    void onlyObjectIdsHaveACreationTime() {
        String made = "made: {type: timestamp(3), required: true, default: object_id_time}";
        List<Problem> problems = problems(START + "      " + made + "\n    ids: any\n    children:\n"
                + "      parts: {key: {ordinal: o}, columns: {" + made + "}}\n");
        assertThat(problems).extracting(Problem::line).containsExactly(8, 11);
        assertThat(problems).allSatisfy(each -> assertThat(each.message()).contains("needs ObjectIds"));
    }

    @Test
    void policiesForTheSealAreTheFilesOrAColumnsOwn() {
        SealPolicies seal = parse("policies: {dangling: null_and_record, duplicates: keep_newest}\n" + START
                        + "      x: {type: uuid, references: {collection: other, on_delete: cascade},"
                        + " policy: {dangling: placeholder}}\n"
                        + "      y: {type: uuid, references: {collection: other, on_delete: cascade}}\n"
                        + "junctions:\n  j: {dangling: fail, left: {collection: other, column: a, array: z},"
                        + " right: {collection: things, column: b}}\n")
                .seal();
        assertThat(seal.duplicates()).isEqualTo(Duplicates.KEEP_NEWEST);
        assertThat(seal.dangling("things", "x")).isEqualTo(Dangling.PLACEHOLDER);
        assertThat(seal.dangling("things", "y")).isEqualTo(Dangling.NULL_AND_RECORD);
        assertThat(seal.dangling("j", "a")).isEqualTo(Dangling.FAIL);
        assertThat(seal.dangling("j", "b")).isEqualTo(Dangling.FAIL);
    }

    @Test
    void policiesForTheSealDoNotCountInTheHash() {
        String column = "x: {type: uuid, references: {collection: other, on_delete: cascade}%s}\n";
        String junction = "junctions:\n  j: {%sleft: {collection: other, column: a, array: z},"
                + " right: {collection: things, column: b}}\n";
        String plain = START + "      " + column.formatted("") + junction.formatted("");
        String hash = parse(plain).hash();
        assertThat(parse("policies: {dangling: fail, duplicates: keep_newest}\n" + plain)
                        .hash())
                .isEqualTo(hash);
        assertThat(parse(START + "      " + column.formatted(", policy: {dangling: fail}")
                                + junction.formatted("dangling: fail, "))
                        .hash())
                .isEqualTo(hash);
        assertThat(parse("policies: {nul: dead_letter}\n" + plain).hash()).isNotEqualTo(hash);
        String named = START + "      %s: text\n";
        assertThat(parse(named.formatted("dangling")).hash())
                .isNotEqualTo(parse(named.formatted("duplicates")).hash());
    }

    @Test
    void equalTagsNameBothCollections() {
        List<Problem> problems = problems("""
                migration: m
                source: {database: d}
                collections:
                  a: {tag: 5, columns: {x: text}}
                  b: {tag: 5, columns: {x: text}}
                """);
        assertThat(problems)
                .containsExactly(new Problem(5, 12, "collection 'b': the tag 5 is taken by collection 'a' in line 4"));
    }

    @Test
    void namesOfMoreThan63BytesAreRefusedInBytes() {
        String name = "ä".repeat(32);
        assertThat(problems(START + "      " + name + ": text\n"))
                .extracting(Problem::message)
                .containsExactly("column of things '" + name + "' has 64 bytes; PostgreSQL's names have at most 63");
        assertThat(parse(START + "      " + "ä".repeat(31) + ": text\n")).isNotNull();
    }

    @Test
    void tablesMayHaveNamesOf63Bytes() {
        String table = "x".repeat(63);
        Migration migration = parse("migration: m\nsource: {database: d}\ncollections: {" + table
                + ": {columns: {y: {type: uuid, references: {collection: " + table
                + ", foreign_key: true}}}, indexes: [y], children: {c" + "x".repeat(62)
                + ": {key: {ordinal: o}, columns: {z: text}, indexes: [z]}}}}");
        Table parsed = migration.table(table);
        assertThat(parsed.primaryKeyName()).isEqualTo("x".repeat(58) + "_pkey");
        assertThat(parsed.indexes().get(0).name()).isEqualTo("x".repeat(57) + "_y_idx");
        assertThat(parsed.foreignKeys().get(0).name()).isEqualTo("x".repeat(56) + "_y_fkey");
    }

    @Test
    void namesThatPostgresqlWouldShortenToTheSameAreRefused() {
        String start = "x".repeat(62);
        assertThat(problems("migration: m\nsource: {database: d}\ncollections: {a: {table: " + start
                        + "a, columns: {y: text}}, b: {table: " + start + "b, columns: {y: text}}}"))
                .extracting(Problem::message)
                .anySatisfy(message -> assertThat(message)
                        .contains("the name " + "x".repeat(58) + "_pkey")
                        .contains("is taken by the primary key of table '" + start + "a'"));
    }

    @Test
    void tablesHaveAtMost1600Columns() {
        assertThat(parse(withColumns(1_599))).isNotNull();
        assertThat(problems(withColumns(1_600)))
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("table 'a' has 1601 columns")
                .contains("at most 1600");
    }

    private static String withColumns(int count) {
        return "migration: m\nsource: {database: d}\ncollections: {a: {columns: {"
                + IntStream.range(0, count).mapToObj(i -> "c" + i + ": text").collect(Collectors.joining(", ")) + "}}}";
    }

    @Test
    void migrationNamesLeaveRoomForTheRestOfATopicsName() {
        String rest = "\nsource: {database: d}\ncollections: {a: {columns: {x: text}}}";
        assertThat(parse("migration: " + "m".repeat(100) + rest)).isNotNull();
        assertThat(problems("migration: " + "m".repeat(101) + rest))
                .extracting(Problem::message)
                .anySatisfy(message -> assertThat(message).contains("at most 100 characters"));
    }

    @Test
    void collectionsMayHaveAnyNameThatMongoDbAllows() {
        String collection = "日本語の名前".repeat(4);
        assertThat(parse(file("d", collection)).collections())
                .extracting(CollectionMapping::collection)
                .containsExactly(collection);
        assertThat(parse(file("d", " a,b{}[]'; ")).collections())
                .extracting(CollectionMapping::collection)
                .containsExactly(" a,b{}[]'; ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a$b", "system.users", ".a", "a\\0b", "a\\uD800b", ""})
    void collectionsThatMongoDbCannotHaveAreRefused(String name) {
        assertThat(problems(file("d", name)))
                .extracting(Problem::message)
                .anySatisfy(message -> assertThat(message).contains("is no name of a MongoDB collection to migrate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a.b", "a$b", "a/b", "a\\\\b", "a\\\"b", "a\\0b", "admin", "local", "config"})
    void databasesThatMongoDbCannotHaveOrKeepsForItselfAreRefused(String name) {
        assertThat(problems(file(name, "a")))
                .extracting(Problem::message)
                .anySatisfy(message -> assertThat(message).contains("is no database to migrate"));
        assertThat(problems(file("x".repeat(64), "a"))).hasSize(1);
        assertThat(parse(file("x".repeat(63), "a"))).isNotNull();
        assertThat(parse(file("a-b_c,d*<>:|?ü", "a"))).isNotNull();
    }

    private static String file(String database, String collection) {
        return "migration: m\nsource: {database: \"" + database + "\"}\ncollections: {\"" + collection
                + "\": {table: short, columns: {x: text}}}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `a: [`          | no YAML
            `a: &x {b: *x}` | contains itself
            `- a`           | must be a mapping
            `--- a\n--- b`  | no YAML
            `"`             | no YAML
            ``              | empty
            """)
    void whatIsNoMigrationAtAll(String yaml, String message) {
        assertThat(problems(yaml.replace("\\n", "\n")))
                .extracting(Problem::message)
                .anySatisfy(each -> assertThat(each).contains(message));
    }

    @Test
    void onlyAddressesExpandTheEnvironment() {
        String yaml = """
                migration: m
                source: {database: d, uri: "mongodb://${X}:${PORT:-27017}/"}
                target: {url: "${MISSING}", schema: "${X}"}
                collections: {a: {columns: {x: text}}}
                """;
        Migration migration = MigrationFile.parse("test", yaml, Map.of("X", "host$1"));
        assertThat(migration.target().schema()).isEqualTo("${X}");
        assertThat(migration.addresses().mongodbUri()).contains("mongodb://host$1:27017/");
        assertThat(migration.addresses().postgresUrl()).isEmpty();
    }

    @Test
    void theHashIsOfTheContent() {
        String yaml = START + "      x: text # a comment\n";
        String hash = parse(yaml).hash();
        assertThat(hash).matches("[0-9a-f]{64}");
        assertThat(parse("# first\n" + yaml.replace("x: text", "x:    \"text\""))
                        .hash())
                .isEqualTo(hash);
        assertThat(parse(yaml.replace("{database: d}", "{database: d, uri: 'mongodb://x'}"))
                        .hash())
                .isEqualTo(hash);
        assertThat(parse(yaml.replace("x: text", "y: text")).hash()).isNotEqualTo(hash);
        assertThat(parse(yaml.replace("[red, green]", "[green, red]")).hash()).isNotEqualTo(hash);
    }

    @Test
    void anInheritedNullIsNoWayOutForARequiredColumn() {
        Migration migration =
                parse("policies: {invalid: null_and_keep}\n" + START + "      a: text\n      b: text not null\n");
        assertThat(migration.collection("things").columns())
                .extracting(column -> column.policies().invalid())
                .containsExactly(Invalid.NULL_AND_KEEP, Invalid.DEAD_LETTER);
    }

    @Test
    void messagesNameTheFile() {
        InvalidMigrationException e = catchThrowableOfType(
                InvalidMigrationException.class, () -> MigrationFile.parse("some/file.yaml", "a: 1"));
        assertThat(e).hasMessageContaining("some/file.yaml:1:1: the file has no key 'a'");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(catchThrowableOfType(RuntimeException.class, () -> MigrationFile.read(Path.of("none.yaml"))))
                .hasMessageContaining("none.yaml");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            where: {}                     | 'where' needs a condition
            where: {a: {x: 1}}            | a condition has no key 'x'
            where: {a: {ne: 1, exists: true}} | a condition is a value, null, a list of values
            where: {a: []}                | a list of values needs at least one
            where: {a: [[1]]}             | 'where' compares with single values
            where: {$or: [1]}             | 'where' has no operators of MongoDB
            where: {a..b: 1}              | a step of it is empty
            where: {a: 2024-01-31}        | 'where' compares with no dates
            where: {a: yes}               | is true or false to YAML
            where: {a: 0x1f}              | is no decimal number
            """)
    void refusesAWhereThatCannotBeMeant(String where, String message) {
        String head = "migration: m\nsource: {database: d}\ncollections:\n  things:\n    columns: {x: text}\n    ";
        assertThat(problems(head + where))
                .isNotEmpty()
                .allMatch(each -> each.line() == 6)
                .anySatisfy(each -> assertThat(each.message()).contains(message));
    }

    @Test
    void entriesOfOneCollectionShareItsIds() {
        Migration migration = parse(SHARED + """
                  films: {collection: titles, where: {kind: film}, columns: {x: text}}
                  series: {collection: titles, where: {kind: series}, columns: {x: text}}
                """);
        assertThat(migration.sourceCollections()).containsExactly("titles");
        CollectionMapping films = migration.collection("films");
        CollectionMapping series = migration.collection("series");
        assertThat(films.tag()).isEqualTo(series.tag());
        assertThat(films.entry().key()).isNotEqualTo(series.entry().key());
        assertThat(films.entry().unmatched()).isEqualTo(Unmatched.DEAD_LETTER);
        assertThat(series.entry().unmatched()).isEqualTo(Unmatched.OF_FIRST);
        assertThat(series.entry().others()).containsExactly(films.where());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            columns: {x: text}                                                | needs 'where', as another entry
            where: {kind: film}, columns: {x: text}                           | has the 'where' of 'films'
            where: {kind: b}, ids: any, columns: {x: text}                    | has other 'ids' than 'films'
            where: {kind: b}, tag: 7, columns: {x: text}                      | has another 'tag' than 'films'
            where: {kind: b}, unmatched: exclude, columns: {x: text}          | state one 'unmatched'
            where: {kind: b}, columns: {x: {type: uuid, references: titles}}  | is declared as films, series
            """)
    void refusesEntriesThatCannotShareACollection(String series, String message) {
        String file = SHARED
                + "  films: {collection: titles, where: {kind: film}, unmatched: dead_letter, columns: {x: text}}\n"
                + "  series: {collection: titles, " + series + "}\n";
        assertThat(problems(file)).anySatisfy(each -> assertThat(each.message()).contains(message));
    }

    @Test
    void severalCollectionsBecomeOneTable() {
        Migration migration = parse(SHARED + """
                  a: {table: t, columns: {x: text, y: integer}, indexes: [x]}
                  b: {table: t, columns: {x: {type: text, from: z}, y: {type: integer, constant: 2}}}
                """);
        assertThat(migration.tables()).extracting(Table::name).containsExactly("t");
        assertThat(migration.collections()).extracting(CollectionMapping::table).containsExactly("t", "t");
        assertThat(TableOwners.of(migration, "t").isShared()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            columns: {x: text}                                | both must declare the same columns
            columns: {x: integer, y: integer}                 | both must declare the same columns
            columns: {x: text, y: integer}, indexes: [y]      | the indexes are stated with that collection alone
            ids: any, columns: {x: text, y: integer}          | only one of them can have 'ids: any'
            id: other, columns: {x: text, y: integer}         | both must declare the same columns
            """)
    void refusesTwoDeclarationsOfOneTable(String other, String message) {
        String file =
                SHARED + "  a: {table: t, ids: any, columns: {x: text, y: integer}}\n  b: {table: t, " + other + "}\n";
        assertThat(problems(file)).anySatisfy(each -> assertThat(each.message()).contains(message));
    }

    @Test
    void whatFollowsADropDoesNotCountInTheHash() {
        String file = "migration: m\nsource: {database: d}\ncollections: {a: {%scolumns: {x: text}}}";
        Migration taken = parse(file.formatted("on_drop: resnapshot, "));
        assertThat(taken.takenAgainOnDrop()).containsExactly("a");
        assertThat(taken.hash()).isEqualTo(parse(file.formatted("")).hash());
    }

    @Test
    void theTypesOfAWhereCountInTheHash() {
        String head = "migration: m\nsource: {database: d}\ncollections: {things: {columns: {x: text}, where: {a: ";
        assertThat(parse(head + "1}}}").hash())
                .isNotEqualTo(parse(head + "'1'}}}").hash());
        assertThat(parse(head + "a}}}").hash()).isEqualTo(parse(head + "'a'}}}").hash());
    }

    private static Migration parse(String yaml) {
        return MigrationFile.parse("test.yaml", yaml, Map.of());
    }

    private static List<Problem> problems(String yaml) {
        return catchThrowableOfType(InvalidMigrationException.class, () -> parse(yaml))
                .problems();
    }
}
