package dev.tidegate.events.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.events.source.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class RawHeadersTest {
    private static final byte[] VALUE = {0x68, (byte) 0xaf, 0x6b, 0x5f, 0, 0, 0, 0x0f};

    @Test
    void readsWhatAnEarlierBuildWrote() {
        Headers headers = new RecordHeaders()
                .add("position", utf8("8268AF6B5F0000000F2B042C"))
                .add("clusterTime", VALUE)
                .add("documentId", utf8("68af6b5f0000000000000001"));
        ChangePosition read = RawHeaders.position(headers);
        assertThat(read.token()).isEqualTo("8268AF6B5F0000000F2B042C");
        assertThat(read.position())
                .isEqualTo(new SourcePosition(0x68af6b5f_0000000fL, Instant.parse("2025-08-27T20:32:31Z")));
        assertThat(RawHeaders.documentId(headers)).isEqualTo("68af6b5f0000000000000001");
    }

    /** The other way round: a stage of an earlier build may read beside a source of this one. */
    @Test
    void writesWhatAnEarlierBuildReads() {
        Headers headers = new RecordHeaders();
        RawHeaders.write(headers, new ChangePosition("t", SourcePosition.withoutTime(0x68af6b5f_0000000fL)), "anId");
        assertThat(headers.lastHeader("position").value()).isEqualTo(utf8("t"));
        assertThat(headers.lastHeader("clusterTime").value()).isEqualTo(VALUE);
        assertThat(headers.lastHeader("documentId").value()).isEqualTo(utf8("anId"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
