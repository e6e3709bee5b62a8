package dev.tidegate.sink.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
    @ParameterizedTest
    @CsvSource({
        "08006, RETRY",
        "40001, RETRY",
        "40P01, RETRY",
        "53100, RETRY",
        "57P01, RETRY",
        "22021, DATA",
        "22P02, DATA",
        "23514, DATA",
        "54000, TOO_BIG",
        "54001, STOP",
        "42P01, STOP",
        "42501, STOP",
        "XX000, STOP",
        "25006, STOP"
    })
    void decidesByTheState(String state, Verdict verdict) {
        assertThat(Verdict.of(new SQLException("x", state))).isEqualTo(verdict);
    }

    @Test
    void retriesALostConnectionWithoutState() {
        assertThat(Verdict.of(new SQLTransientConnectionException("no connection in time")))
                .isEqualTo(Verdict.RETRY);
        assertThat(Verdict.of(new SQLException("broken", null, new IOException("reset"))))
                .isEqualTo(Verdict.RETRY);
    }

    @Test
    void stopsAtAnErrorThatSaysNothing() {
        assertThat(Verdict.of(new SQLException("?"))).isEqualTo(Verdict.STOP);
    }
}
