package dev.tidegate.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.events.row.TableRow;
import dev.tidegate.events.row.TableSerdes;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.sink.connect.Connections;
import dev.tidegate.sink.support.Database;
import dev.tidegate.sink.support.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Tables whose names are as long as PostgreSQL's may be, and differ at their ends only. */
class LongNamesIT {
    private static final int MANY = 2 * TableWriter.FEW_ROWS;
    private static final String START = "x".repeat(61);

    private final Database database = Database.create();

    @Test
    void eachTableHasAStageOfItsOwn() throws SQLException {
        Table first = table(START + "Aa", "a");
        Table second = table(START + "BB", "b"); // Java's hash of both names is the same
        try (Connections connections = new Connections(PostgresAddress.parse(database.jdbcUrl()), 1);
                Connection connection = connections.transaction()) {
            for (Table table : List.of(first, second)) {
                database.execute("CREATE TABLE " + Sql.quote(table) + " ("
                        + table.primaryKey().get(0) + " integer PRIMARY KEY, n integer)");
                TableWriter writer = new TableWriter(table);
                writer.write(connection, rows(table, 1));
                writer.write(connection, rows(table, 2));
            }
            connection.commit();
        }
        assertThat(database.rows("SELECT DISTINCT n FROM " + Sql.quote(first))).containsExactly("2");
        assertThat(database.rows("SELECT DISTINCT n FROM " + Sql.quote(second))).containsExactly("2");
    }

    private static Table table(String name, String key) {
        return new Table(
                "public",
                name,
                List.of(Tables.column(key, ColumnKind.INTEGER, false), Tables.column("n", ColumnKind.INTEGER, true)),
                List.of(key),
                List.of(),
                List.of());
    }

    private static List<ConsumerRecord<byte[], byte[]>> rows(Table table, int n) {
        TableSerdes serdes = new TableSerdes(table);
        return IntStream.range(0, MANY)
                .mapToObj(id -> {
                    TableRow row = new TableRow(List.of(id, n));
                    byte[] key = serdes.key().serializer().serialize("t", serdes.keyOf(row));
                    byte[] value = serdes.row().serializer().serialize("t", row);
                    return new ConsumerRecord<>("t", 0, 0, key, value);
                })
                .toList();
    }
}
