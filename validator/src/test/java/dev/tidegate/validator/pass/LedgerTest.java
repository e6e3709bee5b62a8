package dev.tidegate.validator.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.validator.compare.Comparison;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.result.RowCount;
import dev.tidegate.validator.result.Tally;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Subject.Edge EDGE = new Subject.Edge("J", new UUID(1, 2), new UUID(3, 4));
    private static final Subject DOCUMENT = Subject.Document.of("c", new BsonInt32(1));

    @Test
    void anEdgeMetAtBothEndsCountsOnce() {
        var left = new Ledger(10);
        left.differs(checked(EDGE, "J", Tally.of("J", 1, 0)));
        left.differs(checked(EDGE, "J", Tally.of("J", 1, 0)));
        var right = new Ledger(10);
        right.differs(checked(EDGE, "J", Tally.of("J", 1, 0)));

        var both = new Ledger(10);
        both.addAll(left);
        both.addAll(right);

        assertThat(both.suspects()).hasSize(1);
        assertThat(both.totals().of("J")).isEqualTo(new RowCount(1, 0, Map.of()));
    }

    @Test
    void rowsOfOneDocumentAddUp() {
        var ledger = new Ledger(10);
        ledger.differs(checked(DOCUMENT, "T", Tally.of("T", 0, 1)));
        ledger.differs(checked(DOCUMENT, "Child", Tally.of("Child", 0, 1)));
        ledger.differs(checked(DOCUMENT, "Child", Tally.of("Child", 0, 1)));

        Suspect suspect = ledger.suspects().get(DOCUMENT);
        ledger.totals().subtract(suspect.counted().orElseThrow());

        assertThat(suspect.counted().orElseThrow().entries()).hasSize(3);
        assertThat(ledger.totals().of("T")).isEqualTo(new RowCount(0, 0, Map.of()));
        assertThat(ledger.totals().of("Child")).isEqualTo(new RowCount(0, 0, Map.of()));
    }

    @Test
    void suspectsBeyondTheBoundAreCountedAndTheFirstOnesListed() {
        var ledger = new Ledger(2, 3);
        for (int number = 0; number < 10; number++) {
            ledger.differs(checked(Subject.Document.of("c", new BsonInt32(number)), "T", Tally.of("T", 1, 0)));
        }

        assertThat(ledger.suspects()).hasSize(2);
        assertThat(ledger.countBeyond()).isEqualTo(8);
        assertThat(ledger.beyond()).hasSize(3);
        assertThat(ledger.totals().of("T").source()).isEqualTo(10);
    }

    private static Comparison checked(Subject subject, String table, Tally tally) {
        Difference difference = Difference.of(subject, table, DifferenceKind.MISSING_ROW, "a document", "no row", "");
        return new Comparison(subject, true, false, 1, tally, List.of(difference), Optional.empty());
    }
}
