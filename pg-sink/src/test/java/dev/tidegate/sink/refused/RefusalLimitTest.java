package dev.tidegate.sink.refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tidegate.events.row.RowHeaders;
import dev.tidegate.events.row.RowHeaders.Origin;
import dev.tidegate.sink.connect.ServerMessage;
import dev.tidegate.sink.support.Tables;
import dev.tidegate.sink.write.TableBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RefusalLimitTest {
    private final RefusalLimit limit = new RefusalLimit();
    private TableBatch batch = new TableBatch();
    private List<RefusedRow> refused = new ArrayList<>();
    private int rows;

    @Test
    void stopsABatchOfWhichMostDocumentsAreRefused() {
        documents(10, false);
        documents(20, true);
        assertThatThrownBy(this::commit).isInstanceOf(TooManyRefusalsException.class);
    }

    @Test
    void takesManyRefusedDocumentsAmongMoreGoodOnes() {
        documents(600, false);
        documents(400, true);
        assertThatCode(this::commit).doesNotThrowAnyException();
    }

    @Test
    void countsADocumentOnceHoweverManyOfItsRowsAreRefused() {
        for (int i = 0; i < 1000; i++) {
            row("one", true);
        }
        assertThatCode(this::commit).doesNotThrowAnyException();
    }

    @Test
    void countsADocumentOnceHoweverManyGoodRowsItHas() {
        for (int i = 0; i < 20; i++) {
            row("bad " + i, true);
            for (int good = 0; good < 50; good++) {
                row("bad " + i, false);
            }
        }
        assertThatThrownBy(this::commit).isInstanceOf(TooManyRefusalsException.class);
    }

    @Test
    void countsADocumentOnceHoweverOftenItIsRefused() {
        for (int i = 0; i < 100; i++) {
            row("one", true);
            commit();
        }
    }

    @Test
    void countsSmallBatchesTogether() {
        for (int i = 0; i < 19; i++) {
            documents(1, true);
            commit();
            commit();
        }
        documents(1, true);
        assertThatThrownBy(this::commit).isInstanceOf(TooManyRefusalsException.class);
    }

    @Test
    void beginsAnewAfterAGoodBatch() {
        for (int i = 0; i < 50; i++) {
            documents(1, true);
            commit();
            documents(1, false);
            commit();
        }
    }

    @Test
    void saysWhereWhyAndWhatToDoWithoutAnyKey() {
        documents(25, true);
        Throwable stop = catchThrowable(this::commit);
        assertThat(stop.getMessage())
                .contains(
                        "25 different ones in a row",
                        "table Person: check constraint is violated, constraint or index small (SQLSTATE 23514),"
                                + " 25 documents",
                        "first at offset 0 of t-0",
                        "Take back what was changed in PostgreSQL",
                        "errors replay")
                .doesNotContain("secret");
    }

    private void documents(int number, boolean isRefused) {
        for (int i = 0; i < number; i++) {
            row("document " + rows, isRefused);
        }
    }

    private void row(String document, boolean isRefused) {
        byte[] key = ByteBuffer.allocate(4).putInt(rows).array();
        var record = new ConsumerRecord<>("t", 0, rows++, key, new byte[0]);
        RowHeaders.write(record.headers(), new Origin("people", document));
        batch.add(record);
        if (isRefused) {
            ServerMessage error = new ServerMessage("23514", Optional.empty(), Optional.of("small"));
            refused.add(new RefusedRow(Tables.PERSON, record, List.of("secret"), error, false));
        }
    }

    private void commit() {
        List<TableBatch> tables = batch.size() == 0 ? List.of() : List.of(batch);
        limit.committed(limit.check(tables, refused));
        batch = new TableBatch();
        refused = new ArrayList<>();
    }
}
