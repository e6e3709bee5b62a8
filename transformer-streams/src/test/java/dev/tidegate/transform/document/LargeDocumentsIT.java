package dev.tidegate.transform.document;

import static dev.tidegate.mapping.declaration.DocumentLimits.ID_BYTES;
import static dev.tidegate.mapping.declaration.DocumentLimits.ROWS_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.mapping.reason.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;

/** What one document gives at most, by every way in which it can give much: just as much, and a little more. */
class LargeDocumentsIT {
    private static final int SIXTEEN_MEGABYTES = 16 << 20;
    private static final String FILE = """
            migration: m
            source: {database: d}
            collections:
              teams: {ids: any, columns: {name: text}}
              docs:
                ids: any
                POLICY
                columns:
                  a: text
                  b: {type: text, from: a}
                  j: jsonb
                  t: "text[]"
                  u: {type: "uuid[]", references: teams}
                children:
                  Lines: {from: lines, key: {ordinal: o}, columns: {n: integer not null, l: jsonb}}
                  Keyed: {from: keyed, key: {element: k}, columns: {k: text not null}}
            junctions:
              Members:
                left: {collection: docs, column: doc, array: teams}
                right: {collection: teams, column: team}
            """;

    @Test
    void controlCharactersThatAreSixTimesAsLongInJson() {
        Derivation.Failed failed = failed("j", new BsonString("\u0001".repeat(13_000_000)));
        assertThat(failed.first().reason()).isEqualTo(Reason.OUT_OF_RANGE);
        assertThat(failed.first().field()).isEqualTo("j");
        assertThat(failed.message()).contains("78000002 bytes").contains(String.valueOf(ROWS_BYTES));
        assertThat(failed("other", new BsonString("\u0001".repeat(13_000_000))).message())
                .contains("78000002 bytes");
    }

    @Test
    void jsonb() {
        assertThat(rows("j", text(ROWS_BYTES - 2)).entity().values()).isNotEmpty();
        tooLarge("j", text(ROWS_BYTES - 1));
        tooLarge("j", new BsonDocument("\u0001".repeat(SIXTEEN_MEGABYTES - 100), new BsonInt32(1)));
    }

    @Test
    void columnsTogether() {
        assertThat(rows("a", text(ROWS_BYTES / 2)).entity().values()).isNotEmpty();
        tooLarge("a", text(ROWS_BYTES / 2 + 1));
        tooLarge("a", new BsonString("€".repeat(ROWS_BYTES / 6 + 1)));
        assertThat(rows("a", new BsonString("€".repeat(ROWS_BYTES / 6)))
                        .entity()
                        .values())
                .isNotEmpty();
        tooLarge("t", new BsonArray(Collections.nCopies(4, text(ROWS_BYTES / 4))));
    }

    @Test
    void unmappedFields() {
        assertThat(rows("x", text(ROWS_BYTES - 2 - 3 - 2 - 1)).unmapped()).isPresent();
        tooLarge("x", text(ROWS_BYTES));
        tooLarge("\u0001".repeat(SIXTEEN_MEGABYTES - 100), new BsonInt32(1));
        tooLarge("x", new BsonString("\0\u0001".repeat(5_000_000)));
    }

    @Test
    void childRows() {
        tooLarge("lines", new BsonArray(Collections.nCopies(4, line(text(ROWS_BYTES / 4)))));
        assertThat(rows("lines", new BsonArray(Collections.nCopies(4, line(text(ROWS_BYTES / 4 - 100)))))
                        .owned())
                .hasSize(4);
        tooLarge("keyed", new BsonArray(List.of(new BsonDocument("k", text(ROWS_BYTES / 2)))));
        assertThat(rows("keyed", new BsonArray(List.of(new BsonDocument("k", text(ROWS_BYTES / 2 - 24)))))
                        .owned())
                .hasSize(1);
    }

    @Test
    void edges() {
        int most = ROWS_BYTES / (16 + 2 + 24);
        assertThat(rows("teams", array(most, BsonInt32::new)).owned()).hasSize(most);
        tooLarge("teams", array(ROWS_BYTES / 24, BsonInt32::new));
    }

    @Test
    void idsThatAreTooLong() {
        BsonDocument document = new BsonDocument("_id", text(ID_BYTES));
        assertThat(((Derivation.Failed) derive("", document)).first())
                .returns("_id", FieldFailure::field)
                .returns(Reason.OUT_OF_RANGE, FieldFailure::reason);
        assertThat(derive("", new BsonDocument("_id", text(ID_BYTES - 2)))).isInstanceOf(Derivation.Rows.class);
    }

    /** Each of the largest that MongoDB takes. */
    @Test
    void documentsOfOrdinaryValuesAreAllCarried() {
        rows("x", array(1_050_000, n -> new BsonDateTime(1_700_000_000_000L + n)));
        rows("x", array(1_300_000, n -> new BsonInt32(-n)));
        rows("x", array(800_000, n -> new BsonObjectId()));
        rows("x", new BsonString("é\n".repeat(SIXTEEN_MEGABYTES / 3 - 100) + "\0"));
        rows("j", array(1_300_000, n -> new BsonInt32(-n)));
        rows("a", new BsonString("€".repeat(SIXTEEN_MEGABYTES / 3 - 100)));
        rows("t", array(1_300_000, n -> new BsonString("")));
        rows("lines", array(700_000, n -> new BsonDocument("n", new BsonInt32(n))));
        rows("teams", array(1_300_000, BsonInt32::new));
    }

    @Test
    void aMillionFailuresAreOneLetterOfFewNames() {
        Derivation.Failed failed = failed("lines", array(1_000_000, n -> new BsonDocument()));
        assertThat(failed.failures()).hasSize(100);
        assertThat(failed.message())
                .hasSizeLessThan(100_000)
                .contains("lines.0.n")
                .doesNotContain("lines.999.n");
        String name = "n".repeat(SIXTEEN_MEGABYTES - 100);
        Derivation.Failed unmapped = (Derivation.Failed) derive(
                "unmapped_fields: fail", new BsonDocument("_id", new BsonInt32(1)).append(name, new BsonInt32(1)));
        assertThat(unmapped.message()).hasSizeLessThan(2_000);
        assertThat(unmapped.first().field()).hasSizeLessThan(300);
    }

    private static BsonString text(int length) {
        return new BsonString("x".repeat(length));
    }

    private static BsonDocument line(BsonValue value) {
        return new BsonDocument("n", new BsonInt32(1)).append("l", value);
    }

    private static BsonArray array(int length, IntFunction<BsonValue> element) {
        return new BsonArray(
                new ArrayList<>(IntStream.range(0, length).mapToObj(element).toList()));
    }

    private static void tooLarge(String field, BsonValue value) {
        assertThat(failed(field, value).failures())
                .extracting(FieldFailure::reason)
                .containsExactly(Reason.OUT_OF_RANGE);
    }

    private static Derivation.Rows rows(String field, BsonValue value) {
        Derivation derived = derive("", new BsonDocument("_id", new BsonInt32(1)).append(field, value));
        assertThat(derived).as(() -> ((Derivation.Failed) derived).message()).isInstanceOf(Derivation.Rows.class);
        return (Derivation.Rows) derived;
    }

    private static Derivation.Failed failed(String field, BsonValue value) {
        return (Derivation.Failed) derive("", new BsonDocument("_id", new BsonInt32(1)).append(field, value));
    }

    private static Derivation derive(String policy, BsonDocument document) {
        Migration migration = MigrationFile.parse("m.yaml", FILE.replace("POLICY", policy));
        return new CollectionRows(migration.collection("docs"), migration)
                .derive(document, DocumentId.of(document.get("_id")).canonical(), (collection, id) -> false);
    }
}
