package dev.tidegate.cli.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValidationPictureTest {
    private final StringWriter text = new StringWriter();
    private final Hand clock = new Hand();

    @Test
    void tellsPercentRateAndTimeLeftEveryFewSeconds() {
        ValidationPicture picture = picture(false);
        picture.started(Map.of("orders", 4000L, "people", 1000L));
        picture.compared("people", 500);
        assertThat(text.toString()).isEmpty();
        clock.pass(Duration.ofSeconds(10));
        picture.compared("orders", 500);
        picture.compared("orders", 600);
        assertThat(text).hasToString("compared  20.0%  1,000 of 5,000  100/s  eta 40s  orders\n");
    }

    @Test
    void isNeverDoneBeforeItIs() {
        ValidationPicture picture = picture(false);
        picture.started(Map.of("orders", 10L));
        clock.pass(Duration.ofSeconds(10));
        picture.compared("orders", 20);
        assertThat(text.toString()).contains(" 99.9%  20 of 20 ").contains("eta -");
    }

    @Test
    void movesOnOneLineOfATerminalAndLeavesItClean() {
        ValidationPicture picture = picture(true);
        picture.started(Map.of("orders", 10L));
        picture.settling(2, 7);
        picture.close();
        assertThat(text).hasToString("\r\u001b[Kcomparing again 7 that differ, time 2\r\u001b[K");
    }

    private ValidationPicture picture(boolean moves) {
        return new ValidationPicture(new PrintWriter(text), moves, clock);
    }

    private static final class Hand extends Clock {
        private Instant now = Instant.EPOCH;

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
