package dev.tidegate.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.events.row.TableRow;
import dev.tidegate.events.row.TableSerdes;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.sink.connect.Connections;
import dev.tidegate.sink.support.Database;
import dev.tidegate.sink.support.Tables;
import dev.tidegate.sink.target.TargetSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RowStatementsIT {
    private static final int ROWS = 40;
    private static final Table TABLE = Tables.EVERYTHING;
    private static final UUID OTHER = UUID.fromString("00112233-4455-8677-8899-aabbccddeeff");
    private static final List<Object> VALUES = List.of(
            7,
            1L << 40,
            "1.50",
            true,
            1_700_000_000_123L,
            -62_135_596_800_000L,
            "a\"b\\",
            OTHER,
            "{\"a\": 1}",
            List.of("x", "NULL", ""),
            List.of(OTHER),
            "so so");

    private final Database database = Database.create();
    private final RowStatements statements = new RowStatements(TABLE);
    private final TableSerdes serdes = new TableSerdes(TABLE);

    /** What it costs to prepare a statement for many columns is more than a row does. */
    @Test
    void preparesAStatementOnceWhicheverColumnsAreNull() throws SQLException {
        try (Connections connections = new Connections(PostgresAddress.parse(database.jdbcUrl()), 1)) {
            new TargetSchema(connections, Tables.migration("m"), "", "kafka").prepare();
            try (Connection connection = connections.transaction()) {
                for (int row = 0; row < ROWS; row++) {
                    statements.upsert(connection, List.of(record(row)));
                }
                connection.commit();

                assertThat(executionsSincePrepared(connection)).isGreaterThan(ROWS / 2);
            }
        }
        assertThat(database.rows("SELECT num_nulls(" + columns() + "), count(*) FROM everything GROUP BY 1 ORDER BY 1"))
                .as("one column is NULL in each row")
                .containsExactly("1|" + ROWS);
    }

    /** The name that PostgreSQL has for the row that was to be inserted. */
    @Test
    void writesToATableThatIsCalledExcluded() throws SQLException {
        Table table = new Table(
                "public",
                "excluded",
                List.of(
                        new Column("id", ColumnType.of(ColumnKind.UUID), false, Optional.empty()),
                        new Column("name", ColumnType.of(ColumnKind.TEXT), true, Optional.empty())),
                List.of("id"),
                List.of(),
                List.of());
        RowStatements rows = new RowStatements(table);
        try (Connections connections = new Connections(PostgresAddress.parse(database.jdbcUrl()), 1);
                Connection connection = connections.transaction();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE excluded (id uuid PRIMARY KEY, name text)");
            for (String name : List.of("before", "after")) {
                byte[] row = new TableSerdes(table)
                        .row()
                        .serializer()
                        .serialize("t", new TableRow(List.of(new UUID(1, 1), name)));
                rows.upsert(connection, List.of(new ConsumerRecord<>("t", 0, 0, null, row)));
            }
            connection.commit();
        }
        assertThat(database.rows("SELECT name FROM excluded")).containsExactly("after");
    }

    private static String columns() {
        return String.join(
                ", ",
                TABLE.columns().stream()
                        .map(column -> "\"" + column.name() + "\"")
                        .toList());
    }

    private ConsumerRecord<byte[], byte[]> record(int row) {
        List<Object> values = new ArrayList<>(VALUES);
        values.set(row % values.size(), null);
        values.add(0, new UUID(row, row));
        return new ConsumerRecord<>("t", 0, row, null, serdes.row().serializer().serialize("t", new TableRow(values)));
    }

    private static long executionsSincePrepared(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet prepared = statement.executeQuery(
                        "SELECT generic_plans + custom_plans"
                                + " FROM pg_prepared_statements WHERE statement LIKE 'INSERT INTO \"public\".\"everything\"%'")) {
            assertThat(prepared.next()).isTrue();
            return prepared.getLong(1);
        }
    }
}
