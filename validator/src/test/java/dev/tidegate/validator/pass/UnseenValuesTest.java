package dev.tidegate.validator.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.validator.document.DocumentRules;
import dev.tidegate.validator.result.WithoutValue;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class UnseenValuesTest {
    private static final Migration MIGRATION = MigrationFile.parse("test", """
            migration: m
            source: {database: d}
            collections:
              u: {columns: {n: integer}}
              p:
                columns:
                  a: text
                  typo: {type: text, required: true, default: x, from: titel}
                  either: {type: text, from: [b, c.d]}
                  list: "text[]"
                  fixed: {type: text, constant: x}
                children:
                  kids: {from: kids, key: {ordinal: n}, columns: {t: text, w: text}}
                  words: {from: words, key: {ordinal: n}, scalar: w, columns: {w: text}}
            junctions:
              pu:
                left: {collection: p, column: p, array: items.by}
                right: {collection: u, column: u, array: ps}
            """);

    private final UnseenValues unseen = unseen(false);

    private static UnseenValues unseen(boolean onlyKeys) {
        return new UnseenValues(
                WithoutValue.collection("p", "p"),
                new DocumentRules(MIGRATION.collection("p"), MIGRATION).valueSources(onlyKeys));
    }

    @Test
    void anEmptyCollectionIsOneFinding() {
        assertThat(unseen.withoutValue()).containsExactly(WithoutValue.collection("p", "p"));
    }

    /** Defaults and constants do not count: it is the documents that have no value. */
    @Test
    void namesEachColumnChildTableAndJunctionOnce() {
        read(unseen, "{_id: 1, items: [{of: 1}], list: [], a: ''}");

        assertThat(names(unseen))
                .containsExactly("column p.typo", "column p.either", "child kids", "child words", "junction pu");
    }

    @Test
    void namesTheColumnsOfAChildTableThatHasElements() {
        read(unseen, "{titel: 7, c: {d: 1}, kids: [null, {t: 1}], words: ['a'], items: {by: 'x'}, a: null}");

        assertThat(names(unseen)).containsExactly("column p.a", "column p.list", "column kids.w");
        assertThat(unseen.withoutValue().get(2).message())
                .isEqualTo(
                        "no document of \"p\" has a value for column \"kids\".\"w\" (field kids[].w): is the path right?");
    }

    @Test
    void aValueThatDoesNotConvertIsOne() {
        read(unseen, "{a: {x: 1}, titel: '\\u0000', b: [1, 2], list: 7, kids: 1, words: [{}], items: {by: [1.5]}}");

        assertThat(names(unseen)).containsExactly("column kids.t", "column kids.w");
    }

    @Test
    void saysNothingOfColumnsWhereOnlyElementsAndEdgesAreRead() {
        UnseenValues keys = unseen(true);
        read(keys, "{_id: 1, kids: [{t: 'a'}]}");

        assertThat(names(keys)).containsExactly("column kids.w", "child words", "junction pu");
    }

    @Test
    void goesOnWhereACheckpointLeftIt() {
        read(unseen, "{a: 'x', kids: [{t: 1, w: 1}]}");
        BsonArray kept = unseen.kept();
        UnseenValues resumed = unseen(false);
        resumed.restore(kept, true);
        read(resumed, "{titel: 'x', words: ['a']}");

        assertThat(names(resumed)).containsExactly("column p.either", "column p.list", "junction pu");
    }

    @Test
    void saysNothingWhereAnEarlierBuildWroteTheCheckpoint() {
        unseen.restore(null, true);
        read(unseen, "{}");

        assertThat(unseen.withoutValue()).isEmpty();
    }

    private static void read(UnseenValues unseen, String document) {
        unseen.read(BsonDocument.parse(document));
    }

    private static List<String> names(UnseenValues unseen) {
        return unseen.withoutValue().stream()
                .map(each -> each.kind().name().toLowerCase(java.util.Locale.ROOT) + " " + each.table()
                        + each.column().map(column -> "." + column).orElse(""))
                .toList();
    }
}
