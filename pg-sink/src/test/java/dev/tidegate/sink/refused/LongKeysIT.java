package dev.tidegate.sink.refused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.events.row.RowHeaders.Origin;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.Migration.ExistingRows;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.sink.support.Servers;
import dev.tidegate.sink.support.SinkTest;
import dev.tidegate.sink.support.Tables;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A B-tree entry holds 2,704 bytes at most; ids and keys of documents have no such limit. */
class LongKeysIT {
    private static final Table LINE = new Table(
            "public",
            "line",
            List.of(
                    Tables.column("order", ColumnKind.UUID, false),
                    Tables.column("sku", ColumnKind.TEXT, false),
                    Tables.column("quantity", ColumnKind.INTEGER, true)),
            List.of("order", "sku"),
            List.of(),
            List.of());
    private static final String LETTERS = "SELECT collection, length(document_id), stage FROM tidegate.dead_letter";

    private final SinkTest test = new SinkTest(
            Tables.migration(Servers.newName(), ExistingRows.REFUSE, "hash", List.of(Tables.PERSON, LINE)));
    private final UUID ada = new UUID(0, 1);
    private final UUID bob = new UUID(0, 2);
    private final Origin order = new Origin("orders", "507f1f77bcf86cd799439011");

    @BeforeEach
    void start() {
        test.start();
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void namesADocumentWhoseElementKeyIsTooLongForThePrimaryKeyAndTakesTheOthers() {
        String longKey = incompressible(3_000);
        test.publisher.inTransaction(() -> {
            test.publisher.upsertFrom(order, LINE, ada, "a", 1);
            test.publisher.upsertFrom(order, LINE, ada, longKey, 2);
            test.publisher.upsert(LINE, bob, "b", 3);
        });
        test.awaitRows(LETTERS, "orders|24|sink");
        test.awaitRows("SELECT sku FROM line", "a", "b");
        assertThat(test.database.value("SELECT sqlstate FROM tidegate.dead_letter"))
                .isEqualTo("54000");

        test.publisher.inTransaction(() -> test.publisher.delete(LINE, ada, longKey));

        test.awaitRows(LETTERS);
        test.awaitRows("SELECT * FROM tidegate.refused_row");
    }

    @Test
    void keepsARefusedRowOfADocumentWithALongId() {
        Origin document = new Origin("people", incompressible(20_000));
        test.publisher.inTransaction(() -> test.publisher.upsertFrom(document, Tables.PERSON, ada, "\0", 0, null));
        test.awaitRows(LETTERS, "people|20000|sink");

        test.publisher.inTransaction(() -> test.publisher.upsertFrom(document, Tables.PERSON, ada, "Ada", 1, null));

        test.awaitRows(LETTERS);
        test.awaitRows("SELECT name FROM \"Person\"", "Ada");
    }

    @Test
    void takesTheTransformersLettersOfDocumentsWithLongIdsApart() {
        String first = incompressible(3_000);
        String second = first.substring(0, 2_999) + "!";
        letter("people", first, "wrong-type");
        letter("people", second, "wrong-type");
        letter("planes", first, "wrong-type");
        test.awaitRows(LETTERS, "people|3000|transform", "people|3000|transform", "planes|3000|transform");

        letter("people", first, "conflict");
        test.awaitRows(
                "SELECT collection, reason FROM tidegate.dead_letter",
                "people|conflict",
                "people|wrong-type",
                "planes|wrong-type");

        test.publisher.inTransaction(() -> test.publisher.delete(TidegateTables.DEAD_LETTER, "people", first));
        test.awaitRows(
                "SELECT collection, right(document_id, 1) = '!' FROM tidegate.dead_letter", "people|t", "planes|f");
    }

    @Test
    void takesManyLettersOfLongIdsAtOnce() {
        test.publisher.inTransaction(() -> {
            for (int i = 0; i < 200; i++) {
                send("people", i + incompressible(3_000), "wrong-type");
            }
        });
        test.awaitRows("SELECT count(*) FROM tidegate.dead_letter", "200");
        test.publisher.inTransaction(() -> {
            for (int i = 0; i < 200; i++) {
                send("people", i + incompressible(3_000), "conflict");
            }
        });
        test.awaitRows("SELECT reason, count(*) FROM tidegate.dead_letter GROUP BY reason", "conflict|200");
    }

    @Test
    void keepsALongWayBackOfAnId() {
        String longId = incompressible(30_000);
        test.publisher.inTransaction(() -> test.publisher.upsert(TidegateTables.ID_MAP, ada, "people", longId));
        test.awaitRows("SELECT length(document_id) FROM tidegate.id_map", "30000");
    }

    private void letter(String collection, String documentId, String reason) {
        test.publisher.inTransaction(() -> send(collection, documentId, reason));
    }

    private void send(String collection, String documentId, String reason) {
        test.publisher.upsert(
                TidegateTables.DEAD_LETTER,
                collection,
                documentId,
                "transform",
                reason,
                "name",
                null,
                "…",
                "raw",
                0,
                1L,
                false,
                0L,
                0L);
    }

    private static String incompressible(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes).substring(0, length);
    }
}
