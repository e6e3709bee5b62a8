package dev.tidegate.validator.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final AtomicLong now = new AtomicLong(7);

    @Test
    void waitsUntilTheDocumentsMayHavePassed() {
        Pace pace = new Pace(100, now::get, now::addAndGet);
        for (int batch = 0; batch <= 10; batch++) {
            pace.take(50);
        }
        assertThat(now.get() - 7).isEqualTo(TimeUnit.SECONDS.toNanos(5));
    }

    @Test
    void doesNotWaitWithoutARate() {
        new Pace(0, now::get, now::addAndGet).take(1_000_000);

        assertThat(now.get()).isEqualTo(7);
    }
}
