package dev.tidegate.source.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.source.position.ClusterTime;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;

class ResumeTokenTest {
    @Test
    void beginsWithTheClusterTime() {
        ResumeToken token = ResumeToken.of(offset("{_data: '82650000010000002A2B0229296E04'}"));
        assertThat(token.position()).isEqualTo(ClusterTime.position(0x65000001_0000002AL));
        assertThat(token.data()).isEqualTo("82650000010000002A2B0229296E04");
    }

    @Test
    void isReadFromBinaryAsWell() {
        ResumeToken token = ResumeToken.of(offset("{_data: {$binary: {base64: 'gmUAAAEAAAAqKw==', subType: '00'}}}"));
        assertThat(token.position()).isEqualTo(ClusterTime.position(0x65000001_0000002AL));
    }

    @Test
    void anOffsetWithoutTokenIsRefused() {
        assertThatThrownBy(() -> ResumeToken.of(Map.of("sec", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no resume token");
    }

    @Test
    void moreEventsOfOneTimeMayFollowAnEvent() {
        Map<String, Object> offset = new HashMap<>(offset("{_data: '82650000010000002A2B042C010029'}"));
        offset.put("sec", 0x65000001);
        assertThat(ResumeToken.completeUpTo(offset)).isEqualTo(ClusterTime.position(0x65000001_00000029L));
    }

    @Test
    void nothingOfItsTimeIsLeftWhenTheServerHadNothingToGive() {
        Map<String, Object> offset = new HashMap<>(offset("{_data: '82650000010000002A2B042C010029'}"));
        offset.put("sec", -1);
        assertThat(ResumeToken.completeUpTo(offset)).isEqualTo(ClusterTime.position(0x65000001_0000002AL));
    }

    @Test
    void firstOffsetIsATimeIncluded() {
        assertThat(ChangeStream.initialOffset(ClusterTime.position(0x65000001_0000002AL)))
                .isEqualTo("{\"sec\":1694498817,\"ord\":42}");
    }

    private static Map<String, Object> offset(String token) {
        var bytes = RawBsonDocument.parse(token).getByteBuffer().asNIO();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return Map.of("resume_token", Base64.getEncoder().encodeToString(copy));
    }
}
