package dev.tidegate.validator;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.tidegate.embedded.mongo.MongoServer;
import dev.tidegate.embedded.mongo.TestMongo;
import dev.tidegate.embedded.postgres.EmbeddedPostgresServer;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.RowCount;
import dev.tidegate.validator.result.RowCount.Account;
import dev.tidegate.validator.result.TableResult;
import dev.tidegate.validator.result.ValidationResult;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The validator's own proof: equal ends show no difference, and every kind of damage is found and named. */
@Tag("mongodb")
class DamageIT {
    /** What damage of another kind entails in the other layers. */
    private static final Set<DifferenceKind> CONSEQUENCES = Set.of(
            DifferenceKind.COUNT,
            DifferenceKind.EXTRA_ROW,
            DifferenceKind.STALE_FLAG,
            DifferenceKind.BROKEN_REFERENCE,
            DifferenceKind.FOREIGN_ID,
            DifferenceKind.TYPE);

    private static MongoServer mongo;
    private static EmbeddedPostgresServer postgres;
    private static MongoClient client;
    private static String jdbcUrl;

    @BeforeAll
    static void fillSource() throws SQLException {
        mongo = TestMongo.start();
        postgres = EmbeddedPostgresServer.start();
        client = MongoClients.create(mongo.uri());
        jdbcUrl = postgres.createDatabase("shop");
        execute(Shop.ddl());
        Things.insertInto(client.getDatabase(Shop.DATABASE));
    }

    @AfterAll
    static void stop() {
        client.close();
        mongo.close();
        postgres.close();
    }

    @BeforeEach
    void fillTarget() throws SQLException {
        execute(Stream.of("TRUNCATE \"Things\", people, notes, \"ThingParts\", \"ThingPeople\", \"NotePeople\","
                + " tidegate.unmapped, tidegate.dead_letter, tidegate.id_map"));
        execute(Things.rows());
    }

    @Test
    void equalEndsShowNoDifference() {
        ValidationResult result = compare();

        assertThat(result.differences()).isEmpty();
        assertThat(result.passes()).isTrue();
        assertThat(rows(result, "Things"))
                .isEqualTo(new RowCount(5, 3, Map.of(Account.DEAD_LETTER, 3L, Account.STALE_ROW, 1L)));
        assertThat(result.documents()).isEqualTo(10);
        assertThat(result.entityRows()).isEqualTo(8);
        assertThat(rows(result, "ThingPeople")).isEqualTo(new RowCount(3, 4, Map.of(Account.STALE_ROW, 1L)));
        assertThat(rows(result, "ThingParts")).isEqualTo(new RowCount(2, 3, Map.of(Account.STALE_ROW, 1L)));
        assertThat(result.ownRows()).containsEntry("tidegate.dead_letter", 3L);
    }

    private static RowCount rows(ValidationResult result, String table) {
        return result.tables().stream()
                .filter(each -> each.table().equals(table))
                .map(TableResult::rows)
                .findFirst()
                .orElseThrow();
    }

    static Stream<Damage> damages() {
        return Stream.of(Damage.values(), Damage.rowsAndIds(), Damage.beside(), Damage.deadLetters())
                .flatMap(some -> some);
    }

    @ParameterizedTest
    @MethodSource("damages")
    void damageIsFoundAndNamed(Damage damage) throws SQLException {
        execute(Stream.of(damage.sql()));

        ValidationResult result = compare();

        assertThat(result.differences())
                .anySatisfy(difference -> {
                    assertThat(difference.kind()).isEqualTo(damage.kind());
                    assertThat(difference.table()).isEqualTo(damage.table());
                    assertThat(difference.id()).contains(damage.id());
                    assertThat(difference.column().orElse("")).isEqualTo(damage.column());
                })
                .allSatisfy(difference -> {
                    assertThat(difference.kind() == damage.kind() || CONSEQUENCES.contains(difference.kind()))
                            .isTrue();
                    assertThat(difference.document()).isNotBlank();
                    assertThat(difference.row()).isNotBlank();
                });
        assertThat(result.passes()).isFalse();
    }

    /** One of them may have dropped it, while the other has not changed. */
    @Test
    void anEdgeTooManyIsFoundFromEitherEnd() throws SQLException {
        execute(Stream.of("INSERT INTO \"ThingPeople\" VALUES (" + Things.thing(Things.SPARSE) + ", "
                + Things.person(Things.BOB) + ")"));

        try (PointComparison points = new PointComparison(config())) {
            Subject.Document thing = Subject.Document.of("things", new BsonObjectId(Things.SPARSE));
            Subject.Document person = Subject.Document.of("people", new BsonObjectId(Things.BOB));
            assertThat(points.differing(Set.of(thing))).hasSize(1);
            assertThat(points.differing(Set.of(person)))
                    .usingRecursiveFieldByFieldElementComparatorOnFields("subject", "inSource", "inTarget")
                    .isEqualTo(points.differing(Set.of(thing)));
        }
    }

    private static ValidatorConfig config() {
        return new ValidatorConfig(Shop.migration(), mongo.uri(), jdbcUrl);
    }

    private static ValidationResult compare() {
        return new Validation(config(), Pipeline.AT_REST).run(new Coverage.Full(), ValidationProgress.SILENT);
    }

    private static void execute(Stream<String> statements) throws SQLException {
        List<String> all = statements.toList();
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement()) {
            for (String sql : all) {
                statement.execute(sql);
            }
        }
    }
}
