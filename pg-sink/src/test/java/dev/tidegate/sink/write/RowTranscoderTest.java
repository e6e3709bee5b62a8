package dev.tidegate.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.events.row.TableRow;
import dev.tidegate.events.row.TableSerdes;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.Table;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RowTranscoderTest {
    private static final UUID ID = UUID.fromString("00112233-4455-8677-8899-aabbccddeeff");
    private static final String ID_HEX = "00112233445586778899aabbccddeeff";

    @Test
    void writesEveryKindAsPostgresReadsIt() throws Exception {
        assertField(ColumnKind.INTEGER, -2, "fffffffe");
        assertField(ColumnKind.BIGINT, 1L << 40, "0000010000000000");
        assertField(ColumnKind.BOOLEAN, true, "01");
        assertField(ColumnKind.TEXT, "ä", "c3a4");
        assertField(ColumnKind.UUID, ID, ID_HEX);
        assertField(ColumnKind.JSONB, "{}", "017b7d");
        assertField(ColumnKind.NUMERIC, "-1", "00010000400000000001");
        assertField(ColumnKind.TIMESTAMP, 946_684_800_001L, "00000000000003e8");
        assertField(ColumnKind.TIMESTAMPTZ, 946_684_799_999L, "fffffffffffffc18");
        assertField(
                ColumnType.listOf(ColumnKind.TEXT),
                Arrays.asList("a", null),
                "00000001 00000001 00000019 00000002 00000001 00000001 61 ffffffff");
        assertField(
                ColumnType.listOf(ColumnKind.UUID),
                List.of(ID),
                "00000001 00000000 00000b86 00000001 00000001 00000010 " + ID_HEX);
        assertField(ColumnType.listOf(ColumnKind.TEXT), List.of(), "00000000 00000000 00000019");
    }

    @Test
    void writesNullAndTextLongerThanItsBuffer() throws Exception {
        String text = "x".repeat(200_000);

        assertThat(transcode(table(ColumnKind.TEXT), Arrays.asList(1, null))).endsWith(-1, -1, -1, -1);
        assertThat(transcode(table(ColumnKind.TEXT), List.of(1, text))).hasSize(2 + 8 + 4 + text.length());
    }

    @Test
    void neverTakesADateBeyondReckoningForInfinity() throws Exception {
        assertField(ColumnKind.TIMESTAMP, Long.MAX_VALUE, "7ffffffffffffffe");
        assertField(ColumnKind.TIMESTAMP, Long.MIN_VALUE, "7ffffffffffffffe");
    }

    @Test
    void refusesRowsOfAnotherDeclaration() {
        byte[] row = bytes(table(ColumnKind.TEXT), List.of(1, "a"));

        assertThatThrownBy(() -> transcode(table(ColumnKind.INTEGER), row))
                .isInstanceOf(UnreadableRowException.class)
                .hasMessageContaining("another declaration");
    }

    @Test
    void refusesABrokenRow() {
        byte[] row = bytes(table(ColumnKind.TEXT), List.of(1, "some text"));

        assertThatThrownBy(() -> transcode(table(ColumnKind.TEXT), Arrays.copyOf(row, row.length - 3)))
                .isInstanceOf(UnreadableRowException.class);
        assertThatThrownBy(() -> transcode(table(ColumnKind.TEXT), Arrays.copyOf(row, row.length + 1)))
                .isInstanceOf(UnreadableRowException.class);
        assertThatThrownBy(() -> transcode(table(ColumnKind.TEXT), "abc".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableRowException.class);
    }

    private static void assertField(ColumnKind kind, Object value, String hex) throws SQLException {
        assertField(ColumnType.of(kind), value, hex);
    }

    private static void assertField(ColumnType type, Object value, String hex) throws SQLException {
        byte[] expected = HexFormat.of().parseHex(hex.replace(" ", ""));
        byte[] row = transcode(table(type), List.of(7, value));
        byte[] head = HexFormat.of().parseHex("000200000004000000070000" + String.format("%04x", expected.length));
        assertThat(row).as(type.toString()).startsWith(head).endsWith(expected).hasSize(head.length + expected.length);
    }

    private static Table table(ColumnKind kind) {
        return table(ColumnType.of(kind));
    }

    private static Table table(ColumnType type) {
        return new Table(
                "public",
                "t",
                List.of(
                        new Column("id", ColumnType.of(ColumnKind.INTEGER), false, Optional.empty()),
                        new Column("v", type, true, Optional.empty())),
                List.of("id"),
                List.of(),
                List.of());
    }

    private static byte[] bytes(Table table, List<Object> values) {
        return new TableSerdes(table).row().serializer().serialize("t", new TableRow(values));
    }

    private static byte[] transcode(Table table, List<Object> values) throws SQLException {
        return transcode(table, bytes(table, values));
    }

    /** The row without the end mark. */
    private static byte[] transcode(Table table, byte[] row) throws SQLException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        CopyOutput out = new CopyOutput((bytes, offset, length) -> sent.write(bytes, offset, length));
        new RowTranscoder(table).write(row, out);
        out.end();
        return Arrays.copyOf(sent.toByteArray(), sent.size() - 2);
    }
}
