package dev.tidegate.preflight.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.preflight.finding.Finding;
import java.nio.ByteBuffer;
import java.util.List;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;

class LossProbeTest {
    private final LossProbe probe = new LossProbe("people");

    @Test
    void namesFieldsAndDocuments() {
        probe.read(document("{name: '~', list: [{x: '~'}, {x: '~'}]}"), () -> "1");
        probe.read(document("{name: '~', doc: {x: 1, X: 2}}"), () -> "2");
        probe.read(document("{name: 'good', doc: {x: 1, y: 2}}"), () -> "3");

        assertThat(probe.findings())
                .extracting(Finding::code, Finding::where, Finding::count, Finding::examples)
                .containsExactly(
                        tuple("invalid-utf8", "people.name", 2, "1", "2"),
                        tuple("invalid-utf8", "people.list.x", 1, "1"),
                        tuple("duplicate-key", "people.doc.x", 1, "2"));
    }

    @Test
    void tellsVeryManyFieldsAsOne() {
        for (int i = 0; i < 1_000; i++) {
            String id = Integer.toString(i);
            probe.read(document("{f" + i + ": '~', g" + i + ": '~'}"), () -> id);
        }
        List<Finding> findings = probe.findings();
        assertThat(findings).hasSize(101);
        assertThat(findings.get(100).where()).isEqualTo("people.…");
        assertThat(findings.get(100).count()).isEqualTo(950);
    }

    private static org.assertj.core.groups.Tuple tuple(String code, String where, long count, String... examples) {
        return org.assertj.core.groups.Tuple.tuple(code, where, count, List.of(examples));
    }

    /** Each ~ becomes a byte that is no UTF-8, and X becomes x. */
    private static RawBsonDocument document(String json) {
        ByteBuffer buffer = RawBsonDocument.parse(json).getByteBuffer().asNIO();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '~') {
                bytes[i] = (byte) 0x80;
            } else if (bytes[i] == 'X') {
                bytes[i] = 'x';
            }
        }
        return new RawBsonDocument(bytes);
    }
}
