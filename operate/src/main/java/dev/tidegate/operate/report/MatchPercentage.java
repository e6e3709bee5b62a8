package dev.tidegate.operate.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Rounded down, so that 100 means all. */
final class MatchPercentage {
    private static final BigDecimal ALL = new BigDecimal("100.0000");
    private static final int DECIMALS = 4;

    private MatchPercentage() {}

    /** Nothing compared and nothing wrong is 100. */
    static BigDecimal of(long matched, long mismatched) {
        if (mismatched == 0) {
            return ALL;
        }
        return BigDecimal.valueOf(matched)
                .multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(matched).add(BigDecimal.valueOf(mismatched)), DECIMALS, RoundingMode.DOWN);
    }

    /** Without zeros at the end. */
    static String text(long matched, long mismatched) {
        return of(matched, mismatched).stripTrailingZeros().toPlainString() + " %";
    }
}
