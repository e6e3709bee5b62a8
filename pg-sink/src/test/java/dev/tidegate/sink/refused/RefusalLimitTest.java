package dev.tidegate.sink.refused;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.sink.connect.ServerMessage;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RefusalLimitTest {
    private final RefusalLimit limit = new RefusalLimit();

    @Test
    void stopsABatchOfWhichMostIsRefused() {
        assertThatThrownBy(() -> batch(30, 20)).isInstanceOf(TooManyRefusalsException.class);
    }

    @Test
    void takesManyRefusedRowsAmongMoreGoodOnes() {
        assertThatCode(() -> batch(1000, 400)).doesNotThrowAnyException();
    }

    @Test
    void countsSmallBatchesTogether() {
        for (int i = 0; i < 19; i++) {
            batch(1, 1);
        }
        assertThatThrownBy(() -> batch(1, 1)).isInstanceOf(TooManyRefusalsException.class);
    }

    @Test
    void beginsAnewAfterAGoodBatch() {
        for (int i = 0; i < 50; i++) {
            batch(1, 1);
            batch(1, 0);
        }
    }

    private void batch(int rows, int refused) {
        RefusedRow row = new RefusedRow(
                new ConsumerRecord<>("t", 0, 0, new byte[0], new byte[0]),
                new ServerMessage("22P02", Optional.empty(), Optional.empty()),
                false);
        List<RefusedRow> rowsRefused = Collections.nCopies(refused, row);
        limit.committed(limit.check(rows, rowsRefused));
    }
}
