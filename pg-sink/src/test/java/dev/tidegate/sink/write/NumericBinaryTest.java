package dev.tidegate.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumericBinaryTest {
    /** As {@code SELECT numeric_send(…)} prints them: count, weight, sign, scale, digits in base 10,000. */
    @ParameterizedTest
    @CsvSource({
        "0, 0000000000000000",
        "0.00, 0000000000000002",
        "1, 00010000000000000001",
        "-1, 00010000400000000001",
        "123.45, 0002000000000002007b1194",
        "10000, 00020001000000000001 0000",
        "0.0001, 0001ffff000000040001",
        "0.00012, 0002ffff00000005000107d0",
        "1E+4, 00020001000000000001 0000",
        "1E-8, 0001fffe000000080001",
        "12345678.9, 00030001000000010 4d2162e2328",
        "NaN, 00000000c0000000",
        "Infinity, 00000000d0000000",
        "-Infinity, 00000000f0000000"
    })
    void writesWhatPostgresReads(String text, String hex) throws Exception {
        byte[] expected = HexFormat.of().parseHex(hex.replace(" ", ""));

        byte[] field = field(text);

        assertThat(field)
                .startsWith(0, 0, 0, expected.length)
                .endsWith(expected)
                .hasSize(4 + expected.length);
    }

    @Test
    void refusesWhatIsNoNumberAsDataOfTheRow() {
        assertThatThrownBy(() -> field("abc"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22P02"));
    }

    private static byte[] field(String text) throws SQLException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        CopyOutput out = new CopyOutput((bytes, offset, length) -> sent.write(bytes, offset, length));
        NumericBinary.write(text, out);
        out.end();
        byte[] all = sent.toByteArray();
        return java.util.Arrays.copyOf(all, all.length - 2);
    }
}
