package dev.tidegate.transform.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTextTest {

    /** Among them doubles for which the JDK prints a digit too many. */
    @ParameterizedTest
    @CsvSource({
        "2.0E-3, 0.002",
        "2e23, 2E+23",
        "1.0E23, 1E+23",
        "8.41E21, 8.41E+21",
        "2.2E-322, 2.2E-322",
        "4.9E-324, 5E-324",
        "1e-323, 1E-323",
        "2.2250738585072014E-308, 2.2250738585072014E-308",
        "1.7976931348623157E308, 1.7976931348623157E+308",
        "9007199254740993, 9007199254740992",
        "0.30000000000000004, 0.30000000000000004",
        "5.684341886080802E-14, 5.684341886080802E-14",
        "9.5367431640625E-7, 9.5367431640625E-7",
        "123456.789, 123456.789"
    })
    void shortest(double number, String decimal) {
        assertThat(new BigDecimal(decimal)).isEqualByComparingTo(DecimalText.shortest(number));
        assertThat(DecimalText.shortest(number).precision())
                .isEqualTo(new BigDecimal(decimal).stripTrailingZeros().precision());
    }

    @Test
    void readsBackTheSameAndNoShorterDecimalDoes() {
        long seed = 20261121;
        Random random = new Random(seed);
        for (int i = 0; i < 4_000; i++) {
            double number = randomDouble(random);
            BigDecimal decimal = DecimalText.shortest(number);
            assertThat(decimal.doubleValue())
                    .as("seed %d, number %s", seed, number)
                    .isEqualTo(number);
            assertNoShorter(number, decimal.precision(), seed);
            assertThat(Double.parseDouble(DecimalText.plain(number))).isEqualTo(number);
            assertThat(Double.parseDouble(DecimalText.json(number))).isEqualTo(number);
            assertThat(Double.doubleToRawLongBits(Double.parseDouble(DecimalText.text(number))))
                    .as("seed %d, number %s", seed, number)
                    .isEqualTo(Double.doubleToRawLongBits(number));
        }
    }

    private static void assertNoShorter(double number, int precision, long seed) {
        if (precision == 1) {
            return;
        }
        for (RoundingMode rounding : new RoundingMode[] {RoundingMode.FLOOR, RoundingMode.CEILING}) {
            BigDecimal shorter = new BigDecimal(number).round(new MathContext(precision - 1, rounding));
            assertThat(shorter.doubleValue())
                    .as("seed %d, number %s", seed, number)
                    .isNotEqualTo(number);
        }
    }

    /** Any bit pattern, powers of two (whose neighbours are unevenly far), sums of cents, subnormals, integers. */
    private static double randomDouble(Random random) {
        double number = switch (random.nextInt(5)) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> Math.scalb(1.0, random.nextInt(2098) - 1074);
            case 2 -> random.nextInt(1_000_000) / 100.0 + random.nextInt(100) / 100.0;
            case 3 -> random.nextInt(100_000) * Double.MIN_VALUE;
            default -> random.nextLong() >> random.nextInt(64);
        };
        return Double.isFinite(number) ? number : -0.0;
    }
}
