package dev.tidegate.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.events.row.RowKey;
import dev.tidegate.events.row.TableRow;
import dev.tidegate.events.row.TableSerdes;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.sink.connect.Connections;
import dev.tidegate.sink.support.Database;
import dev.tidegate.sink.support.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of different scale are one key, in topics and in PostgreSQL. */
class NumericKeysIT {
    private static final Table SIZES = new Table(
            "public",
            "sizes",
            List.of(Tables.column("size", ColumnKind.NUMERIC, false), Tables.column("stock", ColumnKind.INTEGER, true)),
            List.of("size"),
            List.of(),
            List.of());

    private final Database database = Database.create();
    private final TableSerdes serdes = new TableSerdes(SIZES);

    /** By single statements, and by COPY. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2 * TableWriter.FEW_ROWS})
    void theRowTakesTheScaleOfTheNewVersionAndGoesWithTheKeyOfAny(int rows) throws SQLException {
        database.execute("CREATE TABLE sizes (size numeric PRIMARY KEY, stock integer)");
        TableWriter writer = new TableWriter(SIZES);
        try (Connections connections = new Connections(PostgresAddress.parse(database.jdbcUrl()), 1);
                Connection connection = connections.transaction()) {
            writer.write(connection, upserts(rows, ""));
            writer.write(connection, upserts(rows, ".00"));
            connection.commit();
            assertThat(database.rows("SELECT size FROM sizes WHERE size < 2")).containsExactly("1.00");
            assertThat(database.value("SELECT count(*) FROM sizes")).isEqualTo(String.valueOf(rows));

            writer.write(connection, List.of(record("1.0", null)));
            connection.commit();
            assertThat(database.rows("SELECT size FROM sizes WHERE size < 2")).isEmpty();
        }
    }

    @Test
    void keysInTopicsAreTheSameBytes() {
        assertThat(key("42.00")).isEqualTo(key("42")).isEqualTo(key("42.0"));
        assertThat(key("1000")).isEqualTo(key("1000.0")).isNotEqualTo(key("100"));
        assertThat(key("0.00")).isEqualTo(key("0"));
        assertThat(key("NaN")).isNotEqualTo(key("Infinity"));
        assertThat(serdes.keyOf(new TableRow(Arrays.asList("42.00", 1)))).isEqualTo(new RowKey(List.of("42")));
    }

    private List<ConsumerRecord<byte[], byte[]>> upserts(int rows, String scale) {
        return IntStream.rangeClosed(1, rows)
                .mapToObj(row -> record(row + scale, new TableRow(List.of(row + scale, row))))
                .toList();
    }

    private ConsumerRecord<byte[], byte[]> record(String size, TableRow row) {
        byte[] value = row == null ? null : serdes.row().serializer().serialize("t", row);
        return new ConsumerRecord<>("t", 0, 0, key(size), value);
    }

    private byte[] key(String size) {
        return serdes.key().serializer().serialize("t", new RowKey(List.of(size)));
    }
}
