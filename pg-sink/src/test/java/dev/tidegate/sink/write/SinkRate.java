package dev.tidegate.sink.write;

import dev.tidegate.events.row.TableRow;
import dev.tidegate.events.row.TableSerdes;
import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.ColumnType.Kind;
import dev.tidegate.mapping.declaration.Migration.ExistingRows;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.sink.support.RunningSink;
import dev.tidegate.sink.support.Servers;
import dev.tidegate.sink.support.SinkTest;
import dev.tidegate.sink.support.Tables;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.postgresql.PGConnection;

/**
 * Measures the sink beside a bare binary COPY of the same rows into a table with a primary key; no test, to be run by
 * hand. Arguments: rows, workers, seed.
 */
public final class SinkRate {
    private static final Kind[] KINDS = {
        Kind.INTEGER,
        Kind.TEXT,
        Kind.TEXT,
        Kind.TEXT,
        Kind.TEXT,
        Kind.TIMESTAMP,
        Kind.TIMESTAMP,
        Kind.UUID,
        Kind.UUID,
        Kind.UUID,
        Kind.BOOLEAN,
        Kind.NUMERIC,
        Kind.TEXT,
        Kind.TEXT,
        Kind.BIGINT,
        Kind.JSONB,
        Kind.TEXT_ARRAY
    };

    private SinkRate() {}

    public static void main(String[] args) throws Exception {
        int rows = Integer.parseInt(args[0]);
        int workers = Integer.parseInt(args[1]);
        Random random = new Random(Long.parseLong(args[2]));
        Table table = table("Account");
        try (SinkTest test =
                new SinkTest(Tables.migration(Servers.newName(), ExistingRows.REFUSE, "hash", List.of(table)))) {
            List<Object[]> values = new ArrayList<>();
            for (int i = 0; i < rows; i++) {
                values.add(row(i, random));
            }
            test.publisher.inTransaction(() -> values.forEach(row -> test.publisher.upsert(table, row)));
            for (int round = 0; round < 3; round++) {
                report("raw COPY BINARY", rows, raw(test, table, values));
            }
            test.database.execute("DROP TABLE \"Account\"");
            long start = System.nanoTime();
            RunningSink sink = test.start(config -> config.withWorkers(workers));
            SinkTest.await(() -> {
                if (sink.progress().tables().isEmpty()) {
                    throw new AssertionError("not begun");
                }
            });
            long begun = System.nanoTime();
            while (count(sink) < rows) {
                Thread.onSpinWait();
                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
            }
            report("sink, with its start", rows, System.nanoTime() - start);
            report("sink, after its first batch", rows, System.nanoTime() - begun);
            test.publisher.inTransaction(() -> values.forEach(row -> test.publisher.upsert(table, row)));
            start = System.nanoTime();
            while (count(sink) < 2L * rows) {
                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
            }
            report("sink, rows that were there, behind the publisher", rows, System.nanoTime() - start);
        }
        System.exit(0);
    }

    private static long count(RunningSink sink) {
        var counts = sink.progress().tables().get("Account");
        return counts == null ? 0 : counts.upserted();
    }

    private static void report(String what, int rows, long nanos) {
        System.out.printf("%-50s %,10d rows/s (%.2f s)%n", what, (long) (rows / (nanos / 1e9)), nanos / 1e9);
    }

    private static long raw(SinkTest test, Table table, List<Object[]> values) throws Exception {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        CopyOutput out = new CopyOutput((bytes, offset, length) -> encoded.write(bytes, offset, length));
        RowTranscoder transcoder = new RowTranscoder(table);
        var serializer = new TableSerdes(table).row().serializer();
        out.start();
        for (Object[] row : values) {
            transcoder.write(serializer.serialize("t", new TableRow(List.of(row))), out);
        }
        out.end();
        byte[] bytes = encoded.toByteArray();
        test.database.execute("DROP TABLE IF EXISTS \"Account\"; CREATE TABLE " + Sql.quote(table) + " ("
                + columns(table) + ", PRIMARY KEY (id))");
        try (Connection connection = test.database.connect()) {
            connection.setAutoCommit(false);
            long start = System.nanoTime();
            var copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + Sql.quote(table) + " FROM STDIN (FORMAT binary)");
            for (int at = 0; at < bytes.length; at += 1 << 16) {
                copy.writeToCopy(bytes, at, Math.min(1 << 16, bytes.length - at));
            }
            copy.endCopy();
            connection.commit();
            return System.nanoTime() - start;
        }
    }

    private static String columns(Table table) {
        return String.join(
                ", ",
                table.columns().stream()
                        .map(column -> Sql.quote(column.name()) + " "
                                + column.type().kind().sql())
                        .toList());
    }

    private static Table table(String name) {
        List<Column> columns = new ArrayList<>();
        columns.add(Tables.column("id", Kind.UUID, false));
        for (int i = 0; i < KINDS.length; i++) {
            columns.add(new Column("c" + i, ColumnType.of(KINDS[i]), true, Optional.empty()));
        }
        return new Table("public", name, columns, List.of("id"), List.of(), List.of());
    }

    private static Object[] row(int number, Random random) {
        Object[] row = new Object[KINDS.length + 1];
        row[0] = new UUID(0x6560_0000_0000_0000L + number, random.nextLong());
        for (int i = 0; i < KINDS.length; i++) {
            row[i + 1] = value(KINDS[i], number, random);
        }
        return row;
    }

    private static Object value(Kind kind, int number, Random random) {
        return switch (kind) {
            case INTEGER -> number;
            case BIGINT -> random.nextLong();
            case NUMERIC -> random.nextInt(1_000_000) + ".25";
            case BOOLEAN -> random.nextBoolean();
            case TIMESTAMP, TIMESTAMPTZ -> 1_700_000_000_000L + random.nextInt();
            case UUID -> new UUID(random.nextLong(), random.nextLong());
            case JSONB -> "{\"city\": \"Town " + number + "\", \"zip\": " + random.nextInt(99_999) + "}";
            case TEXT_ARRAY -> List.of("tag" + random.nextInt(9), "other");
            default -> "some text of row " + number + " " + Long.toHexString(random.nextLong());
        };
    }
}
