package dev.tidegate.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.compare.Comparison;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.ends.TwoEnds;
import dev.tidegate.validator.ends.TwoEnds.Ends;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.ValidationResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MongoDB takes ids for equal that differ in the types of what is inside: a document that went may come back as another. */
@Tag("mongodb")
class EqualIdsIT {
    private static final String YAML = """
            collections:
              notes: {ids: any, columns: {body: text not null}}
            """;

    @AutoClose
    private static final TwoEnds SERVERS = new TwoEnds();

    private Ends ends;

    @BeforeEach
    void prepare() {
        ends = SERVERS.prepare(YAML);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {a: 1}                                 | {a: 1.0}
            {a: 1, b: [1, {c: 2}]}                 | {a: {$numberLong: '1'}, b: [1.0, {c: {$numberDecimal: '2.00'}}]}
            {$numberDecimal: 'NaN'}                | {$numberDouble: 'NaN'}
            {a: 's'}                               | {a: {$symbol: 's'}}
            1                                      | 1.0
            """)
    void aDocumentThatComesBackWithAnEqualIdIsNoDifferenceOnceItsRowsFollowed(String before, String after) {
        row(id(before));

        ends.document("notes", "{_id: " + after + ", body: 'b'}");
        ValidationResult followed = validate(() -> {
            ends.sql("DELETE FROM notes", "DELETE FROM tidegate.id_map");
            row(id(after));
            return () -> true;
        });

        assertThat(followed.differences()).isEmpty();
        assertThat(followed.passes()).isTrue();
    }

    /** In plain Extended JSON the first is no value at all, the second is another id: the third. */
    @Test
    void anIdWhoseFieldsAreNamedLikeExtendedJsonIsItself() {
        List<BsonDocument> ids = List.of(
                new BsonDocument("a", new BsonDocument("$numberLong", new BsonInt32(1))),
                new BsonDocument("a", new BsonDocument("$oid", new BsonString("650000000000000000000001"))),
                new BsonDocument("a", new BsonObjectId(new ObjectId("650000000000000000000001"))));
        ids.forEach(id -> {
            insert(id, new BsonString("b"));
            row(id);
        });

        assertThat(validate(Pipeline.AT_REST).differences()).isEmpty();
    }

    @Test
    void aDeadLetterIsFoundByAnIdWhoseFieldsAreNamedLikeExtendedJson() {
        BsonDocument named = new BsonDocument("$oid", new BsonDouble(6140.2));
        for (BsonValue id : List.of(new BsonDocument("a", named), new BsonJavaScriptWithScope("f()", named))) {
            insert(id, BsonNull.VALUE);
            ends.deadLetter("notes", DocumentId.of(id).display(), "transform", false);
        }

        assertThat(validate(Pipeline.AT_REST).differences()).isEmpty();
    }

    private void insert(BsonValue id, BsonValue body) {
        ends.source()
                .getCollection("notes", BsonDocument.class)
                .insertOne(new BsonDocument("_id", id).append("body", body));
    }

    @Test
    void aDeadLetterIsFoundUnderTheIdThatItsDocumentHasNow() {
        ends.source().getCollection("notes").insertOne(new Document("_id", 1.0));
        ends.deadLetter("notes", DocumentId.of(id("1.0")).display(), "transform", false);

        try (var points =
                new PointComparison(new ValidatorConfig(ends.migration(), SERVERS.mongodbUri(), ends.jdbcUrl()))) {
            assertThat(points.check(List.of(Subject.Document.of("notes", new BsonInt32(1))), Map.of()))
                    .allMatch(Comparison::agrees);
        }
    }

    @Test
    void aReferenceInAnotherFormThanItsDocumentsIdLeadsToTheDeadLetter() {
        ends = SERVERS.prepare("""
                collections:
                  notes: {ids: any, columns: {body: text not null}}
                  things:
                    columns: {note: {type: uuid, references: {collection: notes, on_delete: set_null}}}
                """);
        var thing = new ObjectId("650000000000000000000001");
        ends.source().getCollection("notes").insertOne(new Document("_id", 1.0));
        ends.deadLetter("notes", DocumentId.of(id("1.0")).display(), "transform", false);
        ends.document("things", "{_id: {$oid: '" + thing + "'}, note: 1}");
        ends.sql("INSERT INTO things VALUES ('" + ends.id("things", thing) + "', '" + ends.id("notes", id("1")) + "')");

        ValidationResult result = validate(Pipeline.AT_REST);

        assertThat(result.differences()).isEmpty();
        assertThat(result.tables())
                .flatExtracting(table -> table.foreignKeys())
                .extracting(key -> key.deadLetters())
                .containsExactly(1L);
    }

    private static BsonValue id(String json) {
        return BsonDocument.parse("{v: " + json + "}").get("v");
    }

    private void row(BsonValue id) {
        ends.sql(
                "INSERT INTO notes VALUES ('" + ends.id("notes", id) + "', 'b')",
                "INSERT INTO tidegate.id_map (id, collection, document_id) VALUES ('" + ends.id("notes", id)
                        + "', 'notes', '" + DocumentId.of(id).display() + "')");
    }

    private ValidationResult validate(Pipeline pipeline) {
        var config = new ValidatorConfig(
                ends.migration(),
                SERVERS.mongodbUri(),
                ends.jdbcUrl(),
                new ValidatorConfig.Limits(100, 1, Duration.ofSeconds(20), 0),
                Optional.empty());
        return new Validation(config, pipeline).run(new Coverage.Full(), ValidationProgress.SILENT);
    }
}
