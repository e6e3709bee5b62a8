package dev.tidegate.operate.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MatchPercentageTest {
    @Test
    void aHundredMeansAll() {
        assertThat(MatchPercentage.of(10, 0)).isEqualByComparingTo("100");
        assertThat(MatchPercentage.of(0, 0)).isEqualByComparingTo("100");
        assertThat(MatchPercentage.of(999_999, 1)).isEqualByComparingTo("99.9999");
        assertThat(MatchPercentage.of(99_999_999_999L, 1)).isEqualByComparingTo("99.9999");
        assertThat(MatchPercentage.of(Long.MAX_VALUE, 1)).isEqualByComparingTo("99.9999");
    }

    @Test
    void nothingMatchedIsZero() {
        assertThat(MatchPercentage.of(0, 5)).isEqualByComparingTo("0");
        assertThat(MatchPercentage.text(0, 5)).isEqualTo("0 %");
    }

    @Test
    void isWrittenWithoutIdleZeros() {
        assertThat(MatchPercentage.text(1, 0)).isEqualTo("100 %");
        assertThat(MatchPercentage.text(1, 2)).isEqualTo("33.3333 %");
    }
}
