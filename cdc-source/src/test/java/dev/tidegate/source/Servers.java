package dev.tidegate.source;

import dev.tidegate.embedded.kafka.EmbeddedKafka;

/** The broker that all integration tests of this module share: the names of their migrations keep them apart. */
final class Servers {
    private Servers() {}

    private static final class Holder {
        static final EmbeddedKafka KAFKA = EmbeddedKafka.start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(KAFKA::close));
        }
    }

    static String kafka() {
        return Holder.KAFKA.bootstrapServers();
    }
}
