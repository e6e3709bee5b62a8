package dev.tidegate.events.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SourcePositionTest {
    @Test
    void theirOrderIsThatOfUnsignedNumbers() {
        SourcePosition first = SourcePosition.withoutTime(1);
        SourcePosition second = SourcePosition.withoutTime(Long.MAX_VALUE);
        SourcePosition third = SourcePosition.withoutTime(-1);
        assertThat(first).isLessThan(second);
        assertThat(second).isLessThan(third);
        assertThat(first.later(third)).isEqualTo(third);
        assertThat(third.later(second)).isEqualTo(third);
    }

    @Test
    void peopleSeeItsTimeAndWhichOneItIs() {
        assertThat(new SourcePosition(0x68af6b5f_0000000fL, Instant.ofEpochSecond(1)))
                .hasToString("1970-01-01T00:00:01Z (68af6b5f0000000f)");
    }
}
