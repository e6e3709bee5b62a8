package dev.tidegate.operate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.validator.pipeline.SourceCondition;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.SwitchAdvice;
import dev.tidegate.validator.result.SwitchAdvice.Answer;
import dev.tidegate.validator.result.ValidationResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SwitchAdviceTest {
    @Test
    void safeIsOnlyWhatWasComparedInFull() {
        assertAdvice(
                Results.equal(Results.FULL),
                Answer.SAFE,
                "SAFE TO SWITCH: all 1,000 documents are their rows in 3 tables");
    }

    @Test
    void aSampleProvesNothing() {
        assertAdvice(
                Results.equal(new Coverage.Sample(100, 7)),
                Answer.NOT_PROVEN,
                "NOT PROVEN SAFE TO SWITCH: nothing differs, but only 1,000 of 1,000 documents were compared;"
                        + " 'validate --full' compares all");
    }

    @Test
    void deadLettersAndDanglingReferencesAreForPeopleToAccept() {
        assertAdvice(
                Results.equalWithExceptions(),
                Answer.SAFE_WITH_EXCEPTIONS,
                "SAFE TO SWITCH if you accept 3 dead letters (not-exact 1, required-absent 2) and 2 dangling references; all others of 1,000 documents are"
                        + " their rows in 3 tables");
    }

    @Test
    void whatKeepsAForeignKeyFromBeingSealedIsNotYetSafe() {
        assertAdvice(
                Results.sealBlocked(),
                Answer.SEAL_BLOCKED,
                "NOT YET SAFE TO SWITCH: nothing differs, but 2 references without a row keep foreign keys from being sealed"
                        + " ('tidegate references' says what settles them); to accept: 3 dead letters (not-exact 1, required-absent 2), 2 dangling references");
    }

    @Test
    void whatDiffersOrIsUndecidedIsNotSafe() {
        assertAdvice(
                Results.damaged(), Answer.NOT_SAFE, "NOT SAFE TO SWITCH: 33 differences, 4 of 4 tables fail, 1 record");
        assertAdvice(Results.undecided(), Answer.NOT_SAFE, "NOT SAFE TO SWITCH: 4 records could not be decided");
    }

    @Test
    void aSourceThatHasStoppedComesFirstAndIsNeverSafe() {
        SourceCondition stopped = SourceCondition.stopped(
                "collection-dropped", "shop.orders was dropped. Start anew", Instant.EPOCH, Optional.empty());
        String says =
                "the source has stopped (collection dropped, 1970-01-01T00:00:00Z): shop.orders was dropped. Start anew";

        assertAdvice(
                Results.with(stopped, Results.equal(Results.FULL)), Answer.NOT_SAFE, "NOT SAFE TO SWITCH: " + says);
        assertAdvice(
                Results.with(stopped, Results.damaged()), Answer.NOT_SAFE, "NOT SAFE TO SWITCH: " + says + ", 33 d");
        assertThat(text(Results.with(stopped, Results.sameCountOtherRows())))
                .contains("row too many: Settle the source first")
                .contains("row missing: Settle the source first");
        assertThat(text(Results.sameCountOtherRows())).doesNotContain("Settle the source first");
    }

    @Test
    void howFarTheSourceIsStandsBesideWhatDiffers() {
        SourceCondition behind = SourceCondition.at(Instant.EPOCH, Duration.ofHours(1));

        assertThat(SwitchAdvice.of(Results.with(behind, Results.undecided())).line())
                .contains("up to 1970-01-01T00:00:00Z, 3600 s before MongoDB's last write");
        assertThat(SwitchAdvice.of(Results.with(SourceCondition.notAsked(), Results.damaged()))
                        .line())
                .endsWith("is not known: no address of Kafka was given");
        assertAdvice(Results.with(behind, Results.equal(Results.FULL)), Answer.SAFE, "SAFE TO SWITCH: all");
    }

    /** Wherever it may be switched, and nowhere else: what is not safe has other troubles. */
    @Test
    void saysWhatTheApplicationDoesNotFindInItsTables() {
        String reservations = "; 1,204 values of 2 fields are only in tidegate.unmapped"
                + "; no document has a value for 2 columns, 1 junction";

        for (ValidationResult result : List.of(
                Results.equal(Results.FULL),
                Results.equal(new Coverage.Sample(100, 7)),
                Results.equalWithExceptions())) {
            assertThat(SwitchAdvice.of(result).line()).endsWith(reservations);
        }
        assertThat(SwitchAdvice.of(Results.withoutReservations()).line())
                .isEqualTo("SAFE TO SWITCH: all 1,000 documents are their rows in 1 tables");
        assertThat(SwitchAdvice.of(Results.damaged()).line()).doesNotContain("unmapped", "has a value");
    }

    private static String text(ValidationResult result) {
        StringWriter text = new StringWriter();
        ReportText.print(result, new PrintWriter(text));
        return text.toString();
    }

    private static void assertAdvice(ValidationResult result, Answer answer, String start) {
        SwitchAdvice advice = SwitchAdvice.of(result);
        assertThat(advice.line()).startsWith(start).doesNotContain("\n");
        assertThat(advice.answer()).isEqualTo(answer);
    }
}
