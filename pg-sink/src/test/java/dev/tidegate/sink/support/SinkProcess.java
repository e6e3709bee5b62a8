package dev.tidegate.sink.support;

import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.sink.PgSink;
import dev.tidegate.sink.SinkConfig;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A sink in a process of its own, to be killed. Says {@code committed} when it has written something. */
public final class SinkProcess {
    private SinkProcess() {}

    /** @param args name of the migration, Kafka's address, PostgreSQL's */
    public static void main(String[] args) {
        PgSink sink =
                new PgSink(SinkConfig.of(Tables.migration(args[0]), "file", args[1], PostgresAddress.parse(args[2])));
        var watch = Executors.newSingleThreadScheduledExecutor();
        watch.scheduleWithFixedDelay(
                () -> {
                    if (!sink.progress().tables().isEmpty()) {
                        System.out.println("committed " + sink.progress().tables());
                    }
                },
                10,
                10,
                TimeUnit.MILLISECONDS);
        sink.run();
        watch.shutdownNow();
    }
}
