package dev.tidegate.source;

import dev.tidegate.source.snapshot.SnapshotSettings;
import java.util.Arrays;

/** A source in a process of its own, to be killed: {@code NAME DATABASE MONGODB_URI KAFKA COLLECTION…}. */
final class KilledSource {
    private static final SnapshotSettings SMALL_PAGES = new SnapshotSettings(4_000, 500, 1 << 20, 2);

    private KilledSource() {}

    public static void main(String[] arguments) {
        String[] collections = Arrays.copyOfRange(arguments, 4, arguments.length);
        SourceConfig config =
                SourceConfig.of(Migrations.of(arguments[0], arguments[1], collections), arguments[2], arguments[3]);
        CdcSource source = new CdcSource(config.with(SMALL_PAGES));
        Runtime.getRuntime().addShutdownHook(new Thread(source::close));
        source.run();
    }
}
