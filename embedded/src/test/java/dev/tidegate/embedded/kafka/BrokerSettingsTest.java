package dev.tidegate.embedded.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {
    private final KafkaConfig config =
            new KafkaConfig(new BrokerSettings(Path.of("data"), 20001, 20002).toMap(), false);

    @Test
    void forgetsNoPositionInAPauseOfThirtyDays() {
        int minutes = config.getInt("offsets.retention.minutes");
        assertThat(Duration.ofMinutes(minutes)).isGreaterThanOrEqualTo(Duration.ofDays(30));
    }

    @Test
    void takesTheLargestDocument() {
        int largestDocument = 16 << 20;
        for (String limit : new String[] {"message.max.bytes", "replica.fetch.max.bytes", "socket.request.max.bytes"}) {
            assertThat(config.getInt(limit)).as(limit).isGreaterThan(largestDocument + (4 << 20));
        }
    }

    @Test
    void letsATransactionLastAnHour() {
        assertThat(config.getInt("transaction.max.timeout.ms")).isEqualTo(3_600_000);
    }
}
