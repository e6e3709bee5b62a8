package dev.tidegate.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampLiteralTest {
    /** PostgreSQL counts years before Christ from 1, and ends with the year 294276. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-21T07:08:09.010Z, 2026-11-21 07:08:09.010+00",
        "1969-12-31T23:59:59.999Z, 1969-12-31 23:59:59.999+00",
        "0001-01-01T00:00:00Z, 0001-01-01 00:00:00.000+00",
        "0000-12-31T23:59:59.999Z, 0001-12-31 23:59:59.999+00 BC",
        "-4712-01-01T00:00:00Z, 4713-01-01 00:00:00.000+00 BC",
        "+10000-01-01T00:00:00Z, 10000-01-01 00:00:00.000+00",
        "+294276-12-31T23:59:59.999Z, 294276-12-31 23:59:59.999+00",
    })
    void isReadByPostgresAsTheSameTime(Instant time, String literal) {
        assertThat(TimestampLiteral.of(time.toEpochMilli())).isEqualTo(literal);
    }
}
