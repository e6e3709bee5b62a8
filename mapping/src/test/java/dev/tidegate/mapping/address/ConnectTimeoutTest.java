package dev.tidegate.mapping.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectTimeoutTest {
    @ParameterizedTest
    @CsvSource({"30,PT30S", "45s,PT45S", "2m,PT2M", "1h,PT1H", "' ',PT10S"})
    void isATimeAsPeopleWriteIt(String text, Duration time) {
        assertThat(ConnectTimeout.of(text)).isEqualTo(time);
    }

    @Test
    void isTenSecondsWhereNothingIsSaid() {
        assertThat(ConnectTimeout.of(null)).hasSeconds(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "soon", "-3s", "3d", "1.5s"})
    void anythingElseIsNamed(String text) {
        assertThatThrownBy(() -> ConnectTimeout.of(text)).hasMessageContaining("TIDEGATE_CONNECT_TIMEOUT");
    }
}
