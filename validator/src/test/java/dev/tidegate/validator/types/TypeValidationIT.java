package dev.tidegate.validator.types;

import static dev.tidegate.validator.ends.Workshop.ANN;
import static dev.tidegate.validator.ends.Workshop.BOB;
import static dev.tidegate.validator.ends.Workshop.THING;
import static dev.tidegate.validator.ends.Workshop.person;
import static dev.tidegate.validator.ends.Workshop.thing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.validator.PointComparison;
import dev.tidegate.validator.Validation;
import dev.tidegate.validator.ValidationProgress;
import dev.tidegate.validator.ValidatorConfig;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.ends.TwoEnds;
import dev.tidegate.validator.ends.TwoEnds.Ends;
import dev.tidegate.validator.ends.Workshop;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.target.UnfitTargetException;
import java.util.List;
import java.util.Set;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("mongodb")
class TypeValidationIT {
    @AutoClose
    private static final TwoEnds SERVERS = new TwoEnds();

    private Ends ends;

    @BeforeEach
    void prepare() {
        ends = Workshop.prepare(SERVERS);
        ends.sql(
                "UPDATE things SET friends = ARRAY['" + person(ends, BOB) + "', NULL]::uuid[], tags = '{a,NULL}',"
                        + " at = '2024-01-01 00:00:00.123', lvl = 'low', data = '{}', price = 1.10",
                "INSERT INTO notes VALUES ('" + ends.id("notes", new BsonString("n")) + "'), ('" + ends.id("notes", ANN)
                        + "')",
                "INSERT INTO parts VALUES ('" + thing(ends, THING) + "', 0, NULL, '" + person(ends, ANN) + "')",
                "INSERT INTO thing_people VALUES ('" + thing(ends, THING) + "', '" + person(ends, ANN) + "')");
    }

    @Test
    void whatIsAsDeclaredHasNoFinding() {
        assertThat(findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ALTER TABLE things ALTER name TYPE varchar(20)        | things | name  | COLUMN_TYPE | is character varying(20), the migration file declares text
            ALTER TABLE things ALTER price TYPE numeric(10,2)     | things | price | COLUMN_TYPE | is numeric(10,2), the migration file declares numeric
            ALTER TABLE things ALTER at TYPE timestamp            | things | at    | COLUMN_TYPE | is timestamp without time zone, the migration file declares timestamp(3) without time zone
            ALTER TABLE things ALTER data TYPE json               | things | data  | COLUMN_TYPE | is json, the migration file declares jsonb
            ALTER TABLE things ALTER tags TYPE varchar(5)[]       | things | tags  | COLUMN_TYPE | is character varying(5)[], the migration file declares text[]
            ALTER TABLE things ALTER lvl TYPE text                | things | lvl   | COLUMN_TYPE | is text, the migration file declares enum level
            ALTER TABLE things ALTER maker DROP NOT NULL          | things | maker | NULLABILITY | is nullable, the migration file declares NOT NULL
            ALTER TABLE parts ALTER supplier TYPE text            | parts | supplier | COLUMN_TYPE | is text, the migration file declares uuid
            ALTER TABLE people ALTER name SET DEFAULT '', ALTER active SET NOT NULL | people | active | NULLABILITY | is NOT NULL, the migration file declares it nullable
            ALTER TABLE people DROP COLUMN email                  | people | email | COLUMN_MISSING | the migration file declares text
            DROP TABLE note_people                                | note_people | `` | TABLE_MISSING | there is no such table in public
            ALTER TYPE level ADD VALUE 'middle'                   | things | level | ENUM_LABEL_EXTRA | label middle
            ALTER TYPE level RENAME VALUE 'high' TO 'High'        | things | level | ENUM_LABEL_MISSING | label high
            """)
    void aDeclarationThatDiffersIsFound(String sql, String table, String column, TypeFindingKind kind, String detail) {
        ends.sql("UPDATE people SET active = true", sql);
        assertThat(findings()).anySatisfy(finding -> {
            assertThat(finding.table()).isEqualTo(table);
            assertThat(finding.column()).isEqualTo(column);
            assertThat(finding.kind()).isEqualTo(kind);
            assertThat(finding.detail()).isEqualTo(detail);
        });
    }

    @Test
    void whatCannotBeReadIsNamedBeforeAnythingIsCompared() {
        TypeValidation types = new TypeValidation(ends.migration(), ends.connections());
        types.requireReadable();
        ends.sql(
                "ALTER TABLE things ALTER name TYPE varchar(20), ALTER price TYPE numeric(10,2), ALTER data TYPE json,"
                        + " ALTER at TYPE timestamp, ALTER tags TYPE varchar(5)[], ALTER lvl TYPE text",
                "ALTER TABLE parts ALTER position TYPE bigint");
        types.requireReadable();
        ends.sql(
                "DROP TABLE note_people",
                "ALTER TABLE people DROP COLUMN email, ALTER active TYPE text",
                "ALTER TABLE things ALTER at TYPE timestamptz, ALTER tags TYPE text",
                "ALTER TABLE things ALTER owner TYPE text, ALTER friends TYPE text[]",
                "ALTER TABLE parts ALTER position TYPE numeric");

        assertThatThrownBy(types::requireReadable)
                .isInstanceOf(UnfitTargetException.class)
                .hasMessageContainingAll(
                        "table public.note_people is missing",
                        "table public.people: column email is missing",
                        "table public.people: column active is text, the migration file declares boolean",
                        "table public.things: column at is timestamp with time zone, the migration file declares timestamp(3)",
                        "table public.things: column tags is text, the migration file declares text[]",
                        "table public.things: column owner is text, the migration file declares uuid",
                        "table public.things: column friends is text[], the migration file declares uuid[]",
                        "table public.parts: column position is numeric, the migration file declares integer",
                        "'tidegate plan' prints");
        var config = new ValidatorConfig(ends.migration(), SERVERS.mongodbUri(), ends.jdbcUrl());
        assertThatThrownBy(() ->
                        new Validation(config, Pipeline.AT_REST).run(new Coverage.Full(), ValidationProgress.SILENT))
                .hasMessageContaining("nothing was compared");
        try (var points = new PointComparison(config)) {
            assertThatThrownBy(() -> points.differing(Set.of(Subject.Document.of("people", new BsonObjectId(ANN)))))
                    .hasMessageContaining("nothing was compared");
        }
    }

    @Test
    void theOrderOfLabelsCounts() {
        ends.sql(
                "ALTER TYPE level RENAME TO old",
                "CREATE TYPE level AS ENUM ('high', 'low')",
                "ALTER TABLE things ALTER lvl TYPE level USING lvl::text::level");
        assertThat(findings()).extracting(TypeFinding::kind).containsExactly(TypeFindingKind.ENUM_LABEL_ORDER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE things SET at = 'infinity'                                      | things | at | TIMESTAMP_INFINITE
            UPDATE things SET at = '-infinity'                                     | things | at | TIMESTAMP_INFINITE
            UPDATE things SET tags = '{{a},{b}}'                                   | things | tags | ARRAY_SHAPE
            UPDATE things SET tags = '[2:3]={a,b}'                                 | things | tags | ARRAY_SHAPE
            UPDATE things SET owner = gen_random_uuid()                            | things | owner | UUID_VERSION
            UPDATE things SET owner = id                                           | things | owner | UUID_TAG
            UPDATE things SET friends = array_append(friends, id)                          | things | friends | UUID_TAG
            UPDATE things SET friends = array_append(friends, gen_random_uuid())           | things | friends | UUID_VERSION
            UPDATE things SET id = gen_random_uuid()                               | things | id | UUID_VERSION
            UPDATE things SET note = id                                            | things | note | UUID_TAG
            UPDATE things SET note = gen_random_uuid()                             | things | note | UUID_VERSION
            UPDATE parts SET thing_id = checker                                    | parts | thing_id | UUID_TAG
            UPDATE parts SET checker = thing_id                                    | parts | checker | UUID_TAG
            UPDATE thing_people SET person_id = thing_id                           | thing_people | person_id | UUID_TAG
            UPDATE thing_people SET thing_id = person_id                           | thing_people | thing_id | UUID_TAG
            """)
    void aValueThatDiffersIsFoundWithItsRow(String sql, String table, String column, TypeFindingKind kind) {
        ends.sql(sql);
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.table()).isEqualTo(table);
            assertThat(finding.column()).isEqualTo(column);
            assertThat(finding.kind()).isEqualTo(kind);
            assertThat(finding.count()).isEqualTo(1);
            assertThat(finding.examples()).hasSize(1);
        });
    }

    @Test
    void finerTimesAndForeignLabelsAreFoundWhereTheTypeLetsThemIn() {
        ends.sql(
                "ALTER TABLE things ALTER at TYPE timestamp, ALTER lvl TYPE text",
                "UPDATE things SET at = '2024-01-01 00:00:00.123456', lvl = 'Low'");
        assertThat(findings())
                .extracting(TypeFinding::kind)
                .containsExactlyInAnyOrder(
                        TypeFindingKind.COLUMN_TYPE,
                        TypeFindingKind.COLUMN_TYPE,
                        TypeFindingKind.TIMESTAMP_PRECISION,
                        TypeFindingKind.ENUM_VALUE);
    }

    @Test
    void everyTagIsToldFromEveryOther() {
        for (String other : List.of("things", "notes")) {
            ends.sql("UPDATE things SET owner = '" + ends.id(other, ANN) + "'");
            assertThat(findings()).extracting(TypeFinding::kind).containsExactly(TypeFindingKind.UUID_TAG);
        }
        ends.sql("UPDATE things SET owner = '" + person(ends, BOB) + "', note = '" + ends.id("notes", BOB) + "'");
        assertThat(findings()).isEmpty();
    }

    private List<TypeFinding> findings() {
        return new TypeValidation(ends.migration(), ends.connections()).all(Runnable::run);
    }
}
