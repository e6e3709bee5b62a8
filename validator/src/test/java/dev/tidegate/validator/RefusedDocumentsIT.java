package dev.tidegate.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.ends.TwoEnds;
import dev.tidegate.validator.ends.TwoEnds.Ends;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.RowCount;
import dev.tidegate.validator.result.RowCount.Account;
import dev.tidegate.validator.result.SwitchAdvice;
import dev.tidegate.validator.result.SwitchAdvice.Answer;
import dev.tidegate.validator.result.TableResult;
import dev.tidegate.validator.result.ValidationResult;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.bson.BsonString;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Documents of which PostgreSQL refused rows, as the sink leaves them. */
@Tag("mongodb")
class RefusedDocumentsIT {
    private static final String YAML = """
            enums: {State: [open, paid]}
            collections:
              orders:
                columns:
                  n: integer
                  big: bigint
                  amount: numeric
                  rate: numeric
                  gift: boolean
                  at: timestamp(3)
                  note: text
                  state: State
                  buyer: {type: uuid, references: {collection: people}}
                  extra: jsonb
                  tags: text[]
                  friends: {type: "uuid[]", references: {collection: people}}
                children:
                  order_lines:
                    from: lines
                    parent: order_id
                    key: {ordinal: position}
                    columns: {qty: integer}
                  order_parts:
                    from: parts
                    parent: order_id
                    key: {element: sku}
                    columns: {sku: text not null, qty: integer}
              people: {columns: {name: text}}
              notes: {ids: any, columns: {body: text}}
              signs: {table: excluded, columns: {n: integer}}
            junctions:
              OrderWatchers:
                left: {collection: orders, column: order_id, array: watchers}
                right: {collection: people, column: person_id}
            """;
    private static final ObjectId ORDER = new ObjectId("650000000000000000000001");
    private static final ObjectId ADA = new ObjectId("650000000000000000000002");

    @AutoClose
    private static final TwoEnds SERVERS = new TwoEnds();

    private Ends ends;
    private UUID order;
    private UUID ada;

    @BeforeEach
    void prepare() {
        ends = SERVERS.prepare(YAML);
        order = ends.id("orders", ORDER);
        ada = ends.id("people", ADA);
    }

    @Test
    void takesARefusedChildForWhatItIsAndComparesAllOthers() {
        document("n: 2, lines: [{qty: 5}, {qty: -1}, {qty: -2}]");
        ends.sql("INSERT INTO orders (id, n) VALUES ('" + order + "', 2)");
        line(0, 5);
        line(2, 7);
        ends.sql("ALTER TABLE order_lines ADD CHECK (qty > 0)");
        refused("order_lines", "{" + order + ",1}", false);
        refused("order_lines", "{" + order + ",2}", true);
        letter(true);

        ValidationResult result = validate();

        assertThat(result.differences()).isEmpty();
        assertThat(result.passes()).isTrue();
        assertThat(rows(result, "orders"))
                .isEqualTo(new RowCount(1, 1, Map.of(Account.DEAD_LETTER, 1L, Account.TAKEN_ROW, 1L)));
        assertThat(rows(result, "order_lines")).isEqualTo(new RowCount(2, 2, Map.of()));
        assertThat(SwitchAdvice.of(result).answer()).isEqualTo(Answer.SAFE_WITH_EXCEPTIONS);
        assertThat(SwitchAdvice.of(result).line()).contains("if you accept 1 dead letter (refused-by-target 1);");
        assertThat(ends.rows("SELECT position, qty FROM order_lines ORDER BY 1"))
                .containsExactly("0,5", "2,7");
        assertThat(validate(new Coverage.Sample(1, 1)).differences()).isEmpty();

        ends.sql("UPDATE order_lines SET qty = 6 WHERE position = 0");
        assertFound(tuple(DifferenceKind.VALUE, "order_lines"));
        ends.sql("UPDATE orders SET n = 1", "UPDATE order_lines SET qty = 5 WHERE position = 0");
        assertFound(tuple(DifferenceKind.VALUE, "orders"));
    }

    @Test
    void namesARefusalThatPostgresqlWouldTakeNow() {
        document("n: 2, lines: [{qty: -1}]");
        ends.sql("INSERT INTO orders (id, n) VALUES ('" + order + "', 2)");
        refused("order_lines", "{" + order + ",0}", false);
        letter(false);

        assertFound(tuple(DifferenceKind.DEAD_LETTER_UNEXPECTED, "tidegate.dead_letter"));
        assertThat(validate().differences().get(0).detail())
                .isEqualTo("PostgreSQL takes the refused row of table order_lines now");
        assertThat(ends.rows("SELECT count(*) FROM order_lines")).containsExactly("0");
    }

    /** Else a fault in the trial's own values would pass for PostgreSQL's refusal of the row. */
    @Test
    void namesARowThatIsRefusedForAnotherReasonThanItsLetters() {
        document("n: 2, lines: [{qty: -1}]");
        ends.sql(
                "INSERT INTO orders (id, n) VALUES ('" + order + "', 2)",
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN RAISE EXCEPTION USING ERRCODE = TG_ARGV[0], MESSAGE = NEW.qty; END'",
                "CREATE TRIGGER refuse BEFORE INSERT ON order_lines FOR EACH ROW EXECUTE FUNCTION refuse('22P02')");
        refused("order_lines", "{" + order + ",0}", false);
        letter(false);

        assertFound(tuple(DifferenceKind.OTHER_REFUSAL, "tidegate.dead_letter"));
        assertThat(validate().differences().get(0).detail())
                .isEqualTo("PostgreSQL refused a row of table order_lines (SQLSTATE 23514) and refuses it for another"
                        + " reason now (SQLSTATE 22P02)");

        ends.sql(
                "DROP TRIGGER refuse ON order_lines",
                "CREATE TRIGGER refuse BEFORE INSERT ON order_lines FOR EACH ROW EXECUTE FUNCTION refuse('P0001')");
        assertFound(tuple(DifferenceKind.OTHER_REFUSAL, "tidegate.dead_letter"));

        ends.sql("UPDATE tidegate.refused_row SET sqlstate = 'P0001'");
        assertFound(tuple(DifferenceKind.DEAD_LETTER_REASON, "tidegate.dead_letter"));
        ends.sql("UPDATE tidegate.dead_letter SET sqlstate = 'P0001'");
        assertThat(validate().differences()).isEmpty();
    }

    @Test
    void tellsTwoConstraintsApart() {
        document("n: 2, lines: [{qty: -1}], watchers: [{$oid: '" + ADA + "'}]");
        ends.document("people", "{_id: {$oid: '" + ADA + "'}, name: 'Ada'}");
        ends.sql(
                "INSERT INTO orders (id, n) VALUES ('" + order + "', 2)",
                "INSERT INTO people VALUES ('" + ada + "', 'Ada')",
                "ALTER TABLE order_lines ADD CONSTRAINT positive CHECK (qty > 0)",
                "ALTER TABLE \"OrderWatchers\" ADD CONSTRAINT nobody CHECK (person_id <> '" + ada + "')");
        refused("order_lines", "{" + order + ",0}", false);
        refused("OrderWatchers", "{" + order + "," + ada + "}", false);
        letter(false);
        ends.sql("UPDATE tidegate.refused_row SET \"constraint\" ="
                + " CASE \"table\" WHEN 'order_lines' THEN 'positive' ELSE 'nobody' END");
        assertThat(validate().differences()).isEmpty();

        ends.sql("UPDATE tidegate.refused_row SET \"constraint\" = 'even'");
        assertFound(
                tuple(DifferenceKind.OTHER_REFUSAL, "tidegate.dead_letter"),
                tuple(DifferenceKind.OTHER_REFUSAL, "OrderWatchers"));
        assertThat(validate().differences())
                .extracting(Difference::detail)
                .contains("PostgreSQL refused a row of table OrderWatchers (SQLSTATE 23514, even) and refuses it for"
                        + " another reason now (SQLSTATE 23514, nobody)");
    }

    @Test
    void triesRowsOfOneDocumentEachForItsOwnReason() {
        document("n: 2, lines: [{qty: -1}, {qty: 1}], parts: [{sku: 'a', qty: 1}]");
        ends.sql(
                "INSERT INTO orders (id, n) VALUES ('" + order + "', 2)",
                "ALTER TABLE order_lines ADD CHECK (qty > 0)",
                "ALTER TABLE order_parts ADD FOREIGN KEY (qty, order_id) REFERENCES order_lines (position, order_id)",
                "INSERT INTO order_lines VALUES ('" + order + "', 1, 1)",
                "ALTER TABLE order_parts ADD COLUMN must integer NOT NULL");
        refused("order_lines", "{" + order + ",0}", false);
        refused("order_parts", "{" + order + ",a}", false);
        letter(false);
        assertFound(tuple(DifferenceKind.OTHER_REFUSAL, "tidegate.dead_letter"));

        ends.sql("UPDATE tidegate.refused_row SET sqlstate = '23502' WHERE \"table\" = 'order_parts'");
        assertThat(validate().differences()).isEmpty();
    }

    /** What it tries must be good values: else a fault of its own would pass for a refusal. */
    @Test
    void triesRowsWithValuesOfEveryType() {
        document("n: 2, big: {$numberLong: '9007199254740993'}, amount: {$numberDecimal: '1E+3'}, rate: 1e-7,"
                + " gift: true, at: {$date: {$numberLong: '-99999999999999'}}, note: 'q\"\\\\' , state: 'paid',"
                + " buyer: {$oid: '" + ADA + "'}, extra: {a: [1, 1.5, {$numberDecimal: 'NaN'}, null, true,"
                + " {$date: {$numberLong: '0'}}, 'x\\u0000\\n\"', {$binary: {base64: 'AA==', subType: '00'}}]},"
                + " tags: ['a', null, 'b\"c', '{,}'], friends: [{$oid: '" + ADA
                + "'}], left: {over: 1, NUL: '\\u0000'}");
        ends.sql("ALTER TABLE orders ADD CONSTRAINT none CHECK (n <> 2)");
        refused("orders", "{" + order + "}", false);
        refused("tidegate.unmapped", "{orders," + order + "}", false);
        ends.sql("ALTER TABLE tidegate.unmapped ADD CONSTRAINT none CHECK (\"table\" = '')");
        letter(false);
        assertThat(validate().differences()).isEmpty();
        assertThat(rows(validate(), "orders")).isEqualTo(new RowCount(1, 0, Map.of(Account.DEAD_LETTER, 1L)));

        ends.sql("ALTER TABLE orders DROP CONSTRAINT none");
        assertFound(tuple(DifferenceKind.DEAD_LETTER_UNEXPECTED, "tidegate.dead_letter"));
        ends.sql("ALTER TABLE tidegate.unmapped DROP CONSTRAINT none");
        assertThat(validate().differences())
                .extracting(Difference::detail)
                .containsExactly(
                        "PostgreSQL takes the refused row of table orders now",
                        "PostgreSQL takes the refused row of table tidegate.unmapped now");
    }

    @Test
    void triesRowsOfATableThatIsCalledLikeTheNewRow() {
        ends.document("signs", "{_id: {$oid: '" + ORDER + "'}, n: 1}");
        ends.sql(
                "ALTER TABLE excluded ADD CHECK (n > 1)",
                "INSERT INTO excluded VALUES ('" + ends.id("signs", ORDER) + "', 2)");
        refused("excluded", "{" + ends.id("signs", ORDER) + "}", true);
        letter(true);
        ends.sql(
                "UPDATE tidegate.refused_row SET collection = 'signs'",
                "UPDATE tidegate.dead_letter SET collection = 'signs'");

        ValidationResult result = validate();

        assertThat(result.differences()).isEmpty();
        assertThat(rows(result, "excluded").accounted(Account.UNTRIED_REFUSAL)).isZero();
    }

    @Test
    void takesAnElementKeyThatIsTooLongForThePrimaryKey() {
        String key = incompressible();
        document("parts: [{sku: 'a', qty: 1}, {sku: '" + key + "', qty: 2}]");
        ends.sql(
                "INSERT INTO orders (id) VALUES ('" + order + "')",
                "INSERT INTO order_parts VALUES ('" + order + "', 'a', 1)");
        refused("order_parts", "{" + order + "," + key + "}", false);
        letter(false);
        ends.sql(
                "UPDATE tidegate.refused_row SET sqlstate = '54000', \"constraint\" = 'order_parts_pkey'",
                "UPDATE tidegate.dead_letter SET sqlstate = '54000'");

        assertThat(validate().differences()).isEmpty();
    }

    @Test
    void doesNotTakeALetterAtItsWord() {
        document("n: 2, lines: [{qty: -1}, {qty: 1}]");
        ends.sql("INSERT INTO orders (id, n) VALUES ('" + order + "', 2)");
        line(1, 1);
        ends.sql("ALTER TABLE order_lines ADD CHECK (qty > 0)");
        letter(false);
        assertFound(
                tuple(DifferenceKind.DEAD_LETTER_UNEXPECTED, "tidegate.dead_letter"),
                tuple(DifferenceKind.MISSING_CHILD, "order_lines"));

        refused("order_lines", "{" + order + ",0}", true);
        assertFound(
                tuple(DifferenceKind.STALE_FLAG, "tidegate.dead_letter"),
                tuple(DifferenceKind.STALE_FLAG, "tidegate.dead_letter"));

        ends.sql("UPDATE tidegate.refused_row SET stale = false");
        assertThat(validate().differences()).isEmpty();

        refused("order_lines", "{" + order + ",5}", false);
        assertFound(tuple(DifferenceKind.DEAD_LETTER_UNEXPECTED, "tidegate.dead_letter"));
    }

    @Test
    void takesARowThatPostgresqlDoesNotLetGo() {
        ends.sql(
                "INSERT INTO orders (id) VALUES ('" + order + "')",
                "CREATE TABLE claim (id uuid REFERENCES orders)",
                "INSERT INTO claim VALUES ('" + order + "')",
                "INSERT INTO order_lines VALUES ('" + order + "', 0, 1)");
        refusedDelete("orders", "{" + order + "}");
        letter(true);
        ends.sql("UPDATE tidegate.refused_row SET sqlstate = '23503'");
        assertFound(tuple(DifferenceKind.EXTRA_CHILD, "order_lines"));
        ends.sql("DELETE FROM order_lines");

        ValidationResult result = validate();
        assertThat(result.differences()).isEmpty();
        assertThat(rows(result, "orders")).isEqualTo(new RowCount(0, 1, Map.of(Account.UNDELETED_ROW, 1L)));
        assertThat(SwitchAdvice.of(result).line()).contains("if you accept 1 row that PostgreSQL does not let go;");

        ends.sql("DROP TABLE claim");
        assertFound(tuple(DifferenceKind.DEAD_LETTER_UNEXPECTED, "tidegate.dead_letter"));
    }

    @Test
    void knowsTheDocumentOfARowThatPostgresqlDoesNotLetGoAlsoWithoutTheIdMap() {
        UUID note = ends.id("notes", new BsonString("n"));
        ends.sql(
                "INSERT INTO notes VALUES ('" + note + "', 'b')",
                "CREATE TABLE claim (id uuid REFERENCES notes)",
                "INSERT INTO claim VALUES ('" + note + "')",
                "INSERT INTO tidegate.refused_row (topic, key, partition, \"offset\", collection, document_id,"
                        + " \"table\", row_key, deleted, sqlstate, message, stale, first_seen, last_seen) VALUES ('t', '', 0,"
                        + " 0, 'notes', '\"n\"', 'notes', '{" + note + "}', true, '23503', 'm', true, now(), now())",
                "INSERT INTO tidegate.dead_letter (collection, document_id, stage, reason, sqlstate, message, stale,"
                        + " first_seen, last_seen) VALUES ('notes', '\"n\"', 'sink', 'refused-by-target', '23503', 'm',"
                        + " true, now(), now())");
        assertThat(validate().differences()).isEmpty();
        assertThat(rows(validate(), "notes")).isEqualTo(new RowCount(0, 1, Map.of(Account.UNDELETED_ROW, 1L)));
        ends.sql("DROP TABLE claim");
        assertFound(tuple(DifferenceKind.DEAD_LETTER_UNEXPECTED, "tidegate.dead_letter"));
    }

    @Test
    void takesARefusedEdgeAndNoOther() {
        document("watchers: [{$oid: '" + ADA + "'}, {$oid: '650000000000000000000003'}]");
        ends.document("people", "{_id: {$oid: '" + ADA + "'}, name: 'Ada'}");
        ends.sql(
                "INSERT INTO orders (id) VALUES ('" + order + "')",
                "INSERT INTO people VALUES ('" + ada + "', 'Ada')",
                "INSERT INTO people VALUES ('" + ends.id("people", new ObjectId("650000000000000000000003"))
                        + "', 'Bob')",
                "ALTER TABLE \"OrderWatchers\" ADD CONSTRAINT none CHECK (person_id <> '" + ada + "')",
                "INSERT INTO \"OrderWatchers\" VALUES ('" + order + "', '"
                        + ends.id("people", new ObjectId("650000000000000000000003")) + "')");
        ends.document("people", "{_id: {$oid: '650000000000000000000003'}, name: 'Bob'}");
        refused("OrderWatchers", "{" + order + "," + ada + "}", false);
        letter(false);
        assertThat(validate().differences()).isEmpty();

        ends.sql("DELETE FROM \"OrderWatchers\"");
        assertFound(tuple(DifferenceKind.MISSING_EDGE, "OrderWatchers"));

        ends.sql("ALTER TABLE \"OrderWatchers\" DROP CONSTRAINT none");
        assertFound(
                tuple(DifferenceKind.MISSING_EDGE, "OrderWatchers"),
                tuple(DifferenceKind.MISSING_EDGE, "OrderWatchers"));
    }

    @Test
    void takesARefusedWayBackOfAnId() {
        BsonString id = new BsonString("n");
        UUID note = ends.id("notes", id);
        ends.document("notes", "{_id: 'n', body: 'b'}");
        ends.sql(
                "INSERT INTO notes VALUES ('" + note + "', 'b')",
                "ALTER TABLE tidegate.id_map ADD CONSTRAINT none CHECK (collection = '')",
                "INSERT INTO tidegate.refused_row (topic, key, partition, \"offset\", collection, document_id,"
                        + " \"table\", row_key, deleted, sqlstate, message, stale, first_seen, last_seen) VALUES ('t', '', 0,"
                        + " 0, 'notes', '\"n\"', 'tidegate.id_map', '{" + note
                        + "}', false, '23514', 'm', false, now(), now())",
                "INSERT INTO tidegate.dead_letter (collection, document_id, stage, reason, sqlstate, message, stale,"
                        + " first_seen, last_seen) VALUES ('notes', '\"n\"', 'sink', 'refused-by-target', '23514', 'm',"
                        + " false, now(), now())");
        assertThat(validate().differences()).isEmpty();
        ends.sql("ALTER TABLE tidegate.id_map DROP CONSTRAINT none");
        assertFound(tuple(DifferenceKind.DEAD_LETTER_UNEXPECTED, "tidegate.dead_letter"));
    }

    /** Rows of the version before may be left where PostgreSQL refused the document's own, and only that. */
    @Test
    void takesWhatIsLeftOfAnOlderVersionBesideTheTransformersLetter() {
        document("n: 'no number'");
        ends.sql("INSERT INTO order_lines VALUES ('" + order + "', 0, 1)");
        refused("orders", "{" + order + "}", false);
        ends.sql("INSERT INTO tidegate.dead_letter (collection, document_id, stage, reason, message, stale, first_seen,"
                + " last_seen) VALUES ('orders', '" + ORDER + "', 'transform', 'not-exact', 'm', false, now(), now())");
        assertThat(validate().differences()).isEmpty();
    }

    @Test
    void saysOfWhichRefusalsItCouldNotTry() {
        document("n: 2, lines: [{qty: -1}]");
        ends.sql(
                "INSERT INTO orders (id, n) VALUES ('" + order + "', 2)",
                "ALTER TABLE order_lines ADD CHECK (qty > 0)",
                "CREATE ROLE reader LOGIN",
                "GRANT USAGE ON SCHEMA tidegate TO reader",
                "GRANT SELECT ON ALL TABLES IN SCHEMA public, tidegate TO reader");
        refused("order_lines", "{" + order + ",0}", false);
        letter(false);
        String reader = ends.jdbcUrl().replace("user=postgres", "user=reader");
        assertThat(reader).isNotEqualTo(ends.jdbcUrl());

        ValidationResult result = validate(new Coverage.Full(), reader);

        assertThat(result.differences()).isEmpty();
        assertThat(rows(result, "orders").accounted(Account.UNTRIED_REFUSAL)).isEqualTo(1);
        assertThat(SwitchAdvice.of(result).line())
                .contains(
                        "if you accept 1 dead letter (refused-by-target 1) and 1 refused row that this role could not try;");
    }

    private void assertFound(org.assertj.core.groups.Tuple... differences) {
        assertThat(validate().differences())
                .filteredOn(difference -> difference.kind() != DifferenceKind.COUNT)
                .extracting(Difference::kind, Difference::table)
                .containsExactlyInAnyOrder(differences);
    }

    private void document(String fields) {
        ends.document("orders", "{_id: {$oid: '" + ORDER + "'}, " + fields + "}");
    }

    private void line(int position, int quantity) {
        ends.sql("INSERT INTO order_lines VALUES ('" + order + "', " + position + ", " + quantity + ")");
    }

    private void refused(String table, String key, boolean stale) {
        refused(table, key, false, stale);
    }

    private void refusedDelete(String table, String key) {
        refused(table, key, true, true);
    }

    private void refused(String table, String key, boolean deleted, boolean stale) {
        ends.sql(
                "INSERT INTO tidegate.refused_row (topic, key, partition, \"offset\", collection, document_id, \"table\","
                        + " row_key, deleted, sqlstate, message, stale, first_seen, last_seen) VALUES ('" + table
                        + "', convert_to('"
                        + key + "', 'UTF8'), 0, 0, 'orders', '" + ORDER + "', '" + table + "', '" + key + "', "
                        + deleted
                        + ", '23514', 'm', " + stale + ", now(), now())");
    }

    private void letter(boolean stale) {
        ends.sql("INSERT INTO tidegate.dead_letter (collection, document_id, stage, reason, sqlstate, message, stale,"
                + " first_seen, last_seen) VALUES ('orders', '" + ORDER
                + "', 'sink', 'refused-by-target', '23514', 'm', "
                + stale + ", now(), now())");
    }

    private ValidationResult validate() {
        return validate(new Coverage.Full());
    }

    private ValidationResult validate(Coverage coverage) {
        return validate(coverage, ends.jdbcUrl());
    }

    private ValidationResult validate(Coverage coverage, String jdbcUrl) {
        return new Validation(new ValidatorConfig(ends.migration(), SERVERS.mongodbUri(), jdbcUrl), Pipeline.AT_REST)
                .run(coverage, ValidationProgress.SILENT);
    }

    private static RowCount rows(ValidationResult result, String table) {
        return result.tables().stream()
                .filter(each -> each.table().equals(table))
                .map(TableResult::rows)
                .findFirst()
                .orElseThrow();
    }

    private static String incompressible() {
        StringBuilder text = new StringBuilder();
        Random random = new Random(1);
        for (int i = 0; i < 6_000; i++) {
            text.append((char) ('A' + random.nextInt(26)));
        }
        return text.toString();
    }
}
