package dev.tidegate.transform.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Parsing;
import dev.tidegate.mapping.declaration.Policies;
import dev.tidegate.mapping.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns read a, n.x; child rows are made of items[].sku and of tags[]; teams is a junction; skip is ignored. */
class UnmappedFieldsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"_id": 1, "a": 1, "teams": [], "skip": 1}          | NULL
            {"_id": 1, "b": 1}                                  | {"b":{"$numberInt": "1"}}
            {"_id": 1, "b": null}                               | {"b":null}
            {"b": 1.0, "c": {"$date": {"$numberLong": "1"}}}    | {"b":{"$numberDouble": "1.0"},"c":{"$date": {"$numberLong": "1"}}}
            {"b": {"c": [{"$numberLong": "1"}]}}                | {"b":{"c": [{"$numberLong": "1"}]}}
            {"n": {"x": 1}}                                     | NULL
            {"n": null}                                         | NULL
            {"n": {"x": 1, "y": 2}}                             | {"n":{"x": {"$numberInt": "1"}, "y": {"$numberInt": "2"}}}
            {"n": "scalar"}                                     | {"n":"scalar"}
            {"n": [{"x": 1}]}                                   | {"n":[{"x": {"$numberInt": "1"}}]}
            {"items": [{"sku": 1}, {}, null]}                   | NULL
            {"items": {"sku": 1}}                               | NULL
            {"items": [{"sku": 1, "note": "n"}]}                | {"items":[{"sku": {"$numberInt": "1"}, "note": "n"}]}
            {"items": ["scalar"]}                               | {"items":["scalar"]}
            {"tags": ["a", {"b": 1}]}                           | NULL
            {"tags": "a"}                                       | NULL
            {"n": {"x": 1, "y": {"$undefined": true}}}          | {"n":{"x": {"$numberInt": "1"}, "y": {"$undefined": true}}}
            {"n": {"$undefined": true}}                         | NULL
            {"items": [{"sku": 1}, {"$undefined": true}]}       | NULL
            {"z": {"$undefined": true}}                         | {"z":{"$undefined": true}}
            """)
    void keepsWhatNoDeclarationReads(String document, String fields) {
        assertThat(TestColumn.shown(fields(CollectionMapping.UnmappedFields.KEEP, document, Set.of())))
                .isEqualTo(fields);
    }

    @Test
    void keepsOriginalsAsBase64OfCanonicalExtendedJson() {
        String text = text("{\"a\": \"x\\u0000y\", \"b\": 1}", Set.of("a"));
        BsonDocument fields = BsonDocument.parse(text);
        assertThat(fields.keySet()).containsExactly("b", "$original");
        assertThat(original(fields, "a")).isEqualTo("\"x\\u0000y\"");
    }

    @Test
    void fieldsThatJsonbCannotHoldAreRepairedAndKeptAsOriginals() {
        BsonDocument fields = BsonDocument.parse(text("{\"b\": {\"c\": \"\\u0000\"}, \"d\": \"\\\\u0000\"}", Set.of()));
        assertThat(fields.keySet()).containsExactly("b", "d", "$original");
        assertThat(fields.getDocument("b").getString("c").getValue()).isEqualTo("\uFFFD");
        assertThat(original(fields, "b")).isEqualTo("{\"c\": \"\\u0000\"}");
        assertThat(fields.getString("d").getValue()).isEqualTo("\\u0000");
    }

    @Test
    void fieldNamedAsTheKeyOfOriginalsDoesNotClashWithIt() {
        BsonDocument fields = BsonDocument.parse(text("{\"a\": 1, \"$original\": {\"z\": 5}}", Set.of("a")));
        assertThat(fields.keySet()).containsExactly("$original");
        assertThat(original(fields, "$original")).isEqualTo("{\"z\": {\"$numberInt\": \"5\"}}");
        assertThat(original(fields, "a")).isEqualTo("{\"$numberInt\": \"1\"}");
    }

    @Test
    void ignoringKeepsOriginalsAllTheSame() {
        Conversion ignored = fields(CollectionMapping.UnmappedFields.IGNORE, "{\"a\": 1, \"b\": 2}", Set.of());
        assertThat(TestColumn.shown(ignored)).isEqualTo("NULL");
        Conversion kept = fields(CollectionMapping.UnmappedFields.IGNORE, "{\"a\": 1, \"b\": 2}", Set.of("a"));
        assertThat(TestColumn.shown(kept)).contains("$original").doesNotContain("\"b\"");
    }

    @Test
    void failingNamesTheFieldsAndNoValues() {
        Conversion failed = fields(CollectionMapping.UnmappedFields.FAIL, "{\"b\": \"secret\"}", Set.of());
        assertThat(((Conversion.Failure) failed).reason()).isEqualTo(Reason.UNMAPPED);
        assertThat(((Conversion.Failure) failed).message()).contains("[b]").doesNotContain("secret");
        assertThat(TestColumn.shown(fields(CollectionMapping.UnmappedFields.FAIL, "{\"a\": 1}", Set.of())))
                .isEqualTo("NULL");
    }

    private static String text(String document, Set<String> originals) {
        Conversion.Value value = (Conversion.Value) fields(CollectionMapping.UnmappedFields.KEEP, document, originals);
        return (String) value.value();
    }

    private static String original(BsonDocument fields, String name) {
        String base64 = fields.getDocument("$original").getString(name).getValue();
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static Conversion fields(CollectionMapping.UnmappedFields policy, String document, Set<String> originals) {
        CollectionMapping collection = collection(policy);
        return UnmappedFields.of(collection, migration(collection)).convert(BsonDocument.parse(document), originals);
    }

    private static CollectionMapping collection(CollectionMapping.UnmappedFields policy) {
        ChildTable items = new ChildTable(
                "items", "items", "parent", "n", Optional.empty(), Optional.empty(), List.of(column("sku")));
        ChildTable tags =
                new ChildTable("tags", "tags", "parent", "n", Optional.empty(), Optional.of("tag"), List.of());
        return new CollectionMapping(
                "docs",
                IdKind.ANY,
                1,
                "docs",
                "id",
                List.of(column("a"), column("n.x")),
                List.of(items, tags),
                List.of(),
                policy,
                List.of("skip"));
    }

    private static ColumnMapping column(String path) {
        return new ColumnMapping(
                path,
                ColumnType.of(ColumnKind.TEXT),
                List.of(path),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Parsing.NONE,
                Policies.DEFAULTS);
    }

    private static Migration migration(CollectionMapping collection) {
        Migration plain = TestColumn.MIGRATION;
        Junction teams = new Junction(
                "members",
                new Junction.End("docs", "doc", Optional.of("teams")),
                new Junction.End("teams", "team", Optional.empty()));
        return new Migration(
                plain.name(),
                plain.source(),
                plain.target(),
                plain.addresses(),
                List.of(),
                List.of(),
                List.of(collection),
                List.of(teams),
                List.of(),
                plain.kafka(),
                plain.hash());
    }
}
