package dev.tidegate.validator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.validator.report.SwitchAdvice.Answer;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.ValidationResult;
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
                "SAFE TO SWITCH if you accept 3 dead letters and 2 dangling references; all others of 1,000 documents are"
                        + " their rows in 3 tables");
    }

    @Test
    void whatDiffersOrIsUndecidedIsNotSafe() {
        assertAdvice(
                Results.damaged(), Answer.NOT_SAFE, "NOT SAFE TO SWITCH: 33 differences, 4 of 4 tables fail, 1 record");
        assertAdvice(Results.undecided(), Answer.NOT_SAFE, "NOT SAFE TO SWITCH: 4 records could not be decided");
    }

    private static void assertAdvice(ValidationResult result, Answer answer, String start) {
        SwitchAdvice advice = SwitchAdvice.of(result);
        assertThat(advice.line()).startsWith(start).doesNotContain("\n");
        assertThat(advice.answer()).isEqualTo(answer);
    }
}
