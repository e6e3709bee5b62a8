package dev.tidegate.sink.support;

import dev.tidegate.embedded.kafka.EmbeddedKafka;
import dev.tidegate.embedded.postgres.EmbeddedPostgresServer;
import java.util.concurrent.atomic.AtomicInteger;

/** The broker and the server that all integration tests of this module share: names keep them apart. */
public final class Servers {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Servers() {}

    private static final class Holder {
        static final EmbeddedKafka KAFKA = EmbeddedKafka.start();
        static final EmbeddedPostgresServer POSTGRES = EmbeddedPostgresServer.start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                KAFKA.close();
                POSTGRES.close();
            }));
        }
    }

    public static String kafka() {
        return Holder.KAFKA.bootstrapServers();
    }

    /** JDBC URL of a new database. */
    public static String newDatabase() {
        return Holder.POSTGRES.createDatabase("sink_" + NUMBER.incrementAndGet());
    }

    /** A name for a migration that no other test has. */
    public static String newName() {
        return "m" + NUMBER.incrementAndGet();
    }
}
