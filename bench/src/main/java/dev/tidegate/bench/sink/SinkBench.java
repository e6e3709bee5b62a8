package dev.tidegate.bench.sink;

import dev.tidegate.bench.setup.BenchServers;
import dev.tidegate.bench.setup.Machine;
import dev.tidegate.bench.setup.Move;
import dev.tidegate.bench.setup.NextCrmFile;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.TargetConnection;
import dev.tidegate.operate.status.MigrationStatus;
import dev.tidegate.operate.status.MigrationStatus.Phase;
import dev.tidegate.operate.status.StatusReader;
import dev.tidegate.source.server.MongoSourceServer;
import dev.tidegate.workload.NextCrmGenerator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The sink alone, from table topics that are full, beside a bare binary COPY of the same rows. */
@Command(
        name = "sink",
        mixinStandardHelpOptions = true,
        description = "The sink alone, table topics to PostgreSQL, beside a bare binary COPY of the same rows.")
public final class SinkBench implements Callable<Integer> {
    private static final String COPY = "\"tidegate_bench\"";

    @Option(names = "--documents", defaultValue = "100000", description = "${DEFAULT-VALUE}")
    private int documents;

    @Option(names = "--server-heap", defaultValue = "4g", description = "of the stand-in MongoDB (${DEFAULT-VALUE})")
    private String serverHeap;

    @Option(names = "--seed", defaultValue = "1", description = "of the documents (${DEFAULT-VALUE})")
    private long seed;

    @Override
    public Integer call() throws SQLException, IOException {
        say("machine: %s", Machine.describe());
        try (BenchServers servers = BenchServers.start(serverHeap);
                NextCrmFile file = NextCrmFile.write()) {
            Move move = new Move(servers, file);
            move.load(new NextCrmGenerator(seed, documents));
            Migration migration = file.read();
            Addresses addresses = new Addresses(
                    Optional.of(servers.mongodb()), Optional.of(servers.kafka()), Optional.of(servers.postgres()));
            try (StatusReader status =
                    new StatusReader(migration, addresses, MongoSourceServer::open, Clock.systemUTC())) {
                try (ChildJvm upstream = move.run("--stages", "source,transform")) {
                    await(upstream, status, "transform");
                }
                long start = System.nanoTime();
                try (ChildJvm sink = move.run("--stages", "sink")) {
                    long rows = await(sink, status, "sink").rows();
                    report("sink, start included", rows, System.nanoTime() - start);
                }
            }
            copy(migration, servers.postgres());
        }
        return 0;
    }

    private static MigrationStatus await(ChildJvm running, StatusReader reader, String stage) {
        while (running.isAlive()) {
            MigrationStatus status = reader.read();
            boolean isDrained = status.stages().stream()
                    .filter(each -> each.name().equals(stage))
                    .allMatch(each -> each.lagEvents().equals(Optional.of(0L)));
            if (status.phase() == Phase.LIVE && isDrained) {
                return status;
            }
            LockSupport.parkNanos(200_000_000);
        }
        throw new IllegalStateException("the stage has ended:\n" + String.join("\n", running.output()));
    }

    /** Into tables with a primary key and nothing else, as the sink's have while rows flow. */
    private static void copy(Migration migration, String postgres) throws SQLException, IOException {
        long rows = 0;
        long nanos = 0;
        try (Connection connection = TargetConnection.open(PostgresAddress.parse(postgres));
                Statement statement = connection.createStatement()) {
            CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
            for (Table table : migration.tables()) {
                ByteArrayOutputStream encoded = new ByteArrayOutputStream();
                copies.copyOut("COPY " + Sql.quote(table) + " TO STDOUT (FORMAT binary)", encoded);
                String key = table.primaryKey().stream().map(Sql::quote).collect(Collectors.joining(", "));
                statement.execute(
                        "CREATE TABLE " + COPY + " (LIKE " + Sql.quote(table) + ", PRIMARY KEY (" + key + "))");
                long start = System.nanoTime();
                rows += copies.copyIn(
                        "COPY " + COPY + " FROM STDIN (FORMAT binary)",
                        new ByteArrayInputStream(encoded.toByteArray()));
                nanos += System.nanoTime() - start;
                statement.execute("DROP TABLE " + COPY);
            }
        }
        report("raw COPY BINARY of the same rows", rows, nanos);
    }

    private static void report(String what, long rows, long nanos) {
        say("%s: %,d rows in %.1f s, %,.0f rows/s", what, rows, nanos / 1e9, rows / (nanos / 1e9));
    }

    private static void say(String format, Object... arguments) {
        System.out.printf(Locale.ROOT, format + "%n", arguments);
    }
}
