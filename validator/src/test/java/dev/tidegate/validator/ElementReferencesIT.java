package dev.tidegate.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.ends.TwoEnds;
import dev.tidegate.validator.ends.TwoEnds.Ends;
import dev.tidegate.validator.integrity.ForeignKeyResult;
import dev.tidegate.validator.integrity.Orphan;
import dev.tidegate.validator.integrity.OrphanKind;
import dev.tidegate.validator.integrity.ReferentialIntegrity;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.ValidationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Elements of arrays that refer to one of several collections. */
@Tag("mongodb")
class ElementReferencesIT {
    private static final String YAML = """
            collections:
              articles:
                columns: {title: text}
                children:
                  components:
                    from: content
                    parent: article_id
                    key: {ordinal: position}
                    columns:
                      kind: text not null
                      ref:
                        type: uuid
                        references:
                          one_of: [{collection: texts, on_delete: set_null}, {collection: images, column: image}]
                      image: {type: uuid, from: [], references: {collection: images, on_delete: set_null}}
                  links:
                    parent: article_id
                    key: {element: to}
                    columns:
                      to: {type: uuid, required: true, references: {one_of: [{collection: texts}, {collection: images}]}}
              texts: {columns: {t: text}}
              images: {ids: any, columns: {u: text}}
            """;
    private static final ObjectId TEXT = new ObjectId("650000000000000000000001");
    private static final ObjectId ARTICLE = new ObjectId("650000000000000000000002");
    private static final ObjectId NOWHERE = new ObjectId("650000000000000000000003");
    private static final BsonString IMAGE = new BsonString("im");

    @AutoClose
    private static final TwoEnds SERVERS = new TwoEnds();

    private Ends ends;

    @BeforeEach
    void anArticle() {
        ends = SERVERS.prepare(YAML);
        ends.document("texts", "{_id: {$oid: '" + TEXT + "'}, t: 't'}");
        ends.sql("INSERT INTO texts VALUES ('" + text() + "', 't')");
        ends.document("images", "{_id: 'im', u: 'u'}");
        ends.sql("INSERT INTO images VALUES ('" + image() + "', 'u')");
        wayBack("images", image(), IMAGE);
        ends.document(
                "articles",
                "{_id: {$oid: '" + ARTICLE + "'}, title: 'a', content: [{kind: 'Text', ref: {$oid: '" + TEXT
                        + "'}}, {kind: 'Image', ref: 'im'}, {kind: 'None'}, {kind: 'Lost', ref: {$oid: '" + NOWHERE
                        + "'}}], links: [{to: 'im'}, {to: {$oid: '" + TEXT + "'}}]}");
        ends.sql(
                "INSERT INTO articles VALUES ('" + article() + "', 'a')",
                "INSERT INTO components (article_id, position, kind, ref, image) VALUES ('" + article()
                        + "', 0, 'Text', '" + text() + "', NULL), ('" + article() + "', 1, 'Image', NULL, '" + image()
                        + "'), ('" + article() + "', 2, 'None', NULL, NULL), ('" + article() + "', 3, 'Lost', '"
                        + ends.id("texts", NOWHERE) + "', NULL)",
                "INSERT INTO links (article_id, \"to\") VALUES ('" + article() + "', '" + image() + "'), ('" + article()
                        + "', '" + text() + "')");
    }

    static Stream<Coverage> coverages() {
        return Stream.of(new Coverage.Full(), new Coverage.Sample(10, 1));
    }

    @ParameterizedTest
    @MethodSource("coverages")
    void anIdIsExpectedWhereItLives(Coverage coverage) {
        ValidationResult result = validate(coverage);

        assertThat(result.differences()).isEmpty();
        assertThat(result.passes()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE components SET ref = NULL WHERE position = 0                         | VALUE         | ref   | content[0].ref
            UPDATE components SET ref = 'TEXT' WHERE position = 1                       | VALUE         | ref   | content[1].ref
            UPDATE components SET image = NULL WHERE position = 1                       | VALUE         | image | content[1].ref
            UPDATE components SET image = gen_random_uuid() WHERE position = 1          | VALUE         | image | content[1].ref
            UPDATE components SET image = 'IMAGE' WHERE position = 2                    | VALUE         | image | content[2].ref
            UPDATE components SET ref = article_id WHERE position = 3                   | VALUE         | ref   | content[3].ref
            UPDATE components SET kind = 'other' WHERE position = 3                     | VALUE         | kind  | content[3].kind
            DELETE FROM components WHERE position = 1                                   | MISSING_CHILD |       | content[1]
            INSERT INTO components VALUES ('ARTICLE', 4, 'Text', 'TEXT', NULL)          | EXTRA_CHILD   |       | content
            DELETE FROM links WHERE "to" = 'IMAGE'                                      | MISSING_CHILD |       | links[0]
            INSERT INTO links VALUES ('ARTICLE', 'ARTICLE')                             | EXTRA_CHILD   |       | links
            """)
    void damageIsNamedByTheElementThatTheIdStandsIn(String sql, DifferenceKind kind, String column, String field) {
        ends.sql(sql.replace("ARTICLE", article().toString())
                .replace("TEXT", text().toString())
                .replace("IMAGE", image().toString()));

        assertThat(validate(new Coverage.Full()).differences())
                .filteredOn(each -> each.kind() != DifferenceKind.COUNT && each.kind() != DifferenceKind.FOREIGN_ID)
                .filteredOn(
                        each -> each.kind() != DifferenceKind.BROKEN_REFERENCE && each.kind() != DifferenceKind.TYPE)
                .extracting(Difference::id, Difference::kind, Difference::column, Difference::field)
                .containsExactly(tuple(ARTICLE.toHexString(), kind, Optional.ofNullable(column), Optional.of(field)));
        assertThat(explained()).isNotEmpty();
    }

    @Test
    void anIdThatMovesIsExpectedInTheOtherColumnFromThenOn() {
        ends.source().getCollection("texts").drop();
        ends.document("images", "{_id: {$oid: '" + TEXT + "'}, u: 'u'}");
        UUID moved = ends.id("images", TEXT);
        ends.sql(
                "DELETE FROM texts",
                "INSERT INTO images VALUES ('" + moved + "', 'u')",
                "UPDATE components SET ref = NULL, image = '" + moved + "' WHERE position = 0",
                "UPDATE links SET \"to\" = '" + moved + "' WHERE \"to\" = '" + text() + "'");

        assertThat(validate(new Coverage.Full()).differences()).isEmpty();
        assertThat(explained()).isEmpty();
    }

    @Test
    void aReferenceThatDanglesInMongodbIsNamedByItsElement() {
        List<Orphan> orphans = new ArrayList<>();
        var integrity = new ReferentialIntegrity(ends.migration(), ends.connections(), ends.source());

        List<ForeignKeyResult> results = integrity.columns().stream()
                .map(column -> integrity.check(column, orphans::add))
                .toList();

        assertThat(results).isNotEmpty();
        assertThat(orphans)
                .extracting(Orphan::table, Orphan::column, Orphan::kind, Orphan::missingDocument)
                .containsExactly(
                        tuple("components", "ref", OrphanKind.DANGLING_IN_SOURCE, Optional.of(NOWHERE.toHexString())));
    }

    /** The column itself is always NULL then. */
    @Test
    void allIdsMayGoToOtherColumns() {
        ends = SERVERS.prepare("""
                collections:
                  articles:
                    columns:
                      ref: {type: uuid, references: {one_of: [{collection: texts, column: t}, {collection: images, column: i}]}}
                      t: {type: uuid, from: [], references: texts}
                      i: {type: uuid, from: [], references: images}
                  texts: {columns: {t: text}}
                  images: {columns: {u: text}}
                """);
        ends.document("articles", "{_id: {$oid: '" + ARTICLE + "'}, ref: {$oid: '" + NOWHERE + "'}}");
        ends.sql("INSERT INTO articles VALUES ('" + article() + "', NULL, '" + ends.id("texts", NOWHERE) + "', NULL)");

        assertThat(validate(new Coverage.Full()).differences()).isEmpty();

        ends.sql("UPDATE articles SET ref = t");
        assertThat(validate(new Coverage.Full()).differences())
                .extracting(Difference::kind)
                .contains(DifferenceKind.VALUE, DifferenceKind.TYPE);
    }

    private List<Difference> explained() {
        try (var points =
                new PointComparison(new ValidatorConfig(ends.migration(), SERVERS.mongodbUri(), ends.jdbcUrl()))) {
            return points.differing(Set.of(Subject.Document.of("articles", new BsonObjectId(ARTICLE)))).stream()
                    .flatMap(each -> each.differences().stream())
                    .toList();
        }
    }

    private ValidationResult validate(Coverage coverage) {
        var config = new ValidatorConfig(ends.migration(), SERVERS.mongodbUri(), ends.jdbcUrl());
        return new Validation(config, Pipeline.AT_REST).run(coverage, ValidationProgress.SILENT);
    }

    private void wayBack(String collection, UUID rowId, BsonString id) {
        ends.sql("INSERT INTO tidegate.id_map (id, collection, document_id) VALUES ('" + rowId + "', '" + collection
                + "', '" + DocumentId.of(id).display() + "')");
    }

    private UUID article() {
        return ends.id("articles", ARTICLE);
    }

    private UUID text() {
        return ends.id("texts", TEXT);
    }

    private UUID image() {
        return ends.id("images", IMAGE);
    }
}
