package dev.tidegate.embedded.mongo;

import dev.tidegate.embedded.process.LeftBehind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The {@code mongod} that a killed JVM leaves running on its data directory. */
final class LeftBehindMongod {
    private LeftBehindMongod() {}

    /**
     * Stops the server that runs on the directory, when there is one: {@code mongod} writes its process's number there.
     * Only for who holds the directory's lock. The number may be another process's by now: that one is left alone.
     */
    static void stop(Path data) {
        Path lock = data.resolve("mongod.lock");
        try {
            LeftBehind.named(lock)
                    .filter(process -> serves(process, data))
                    .ifPresent(mongod -> LeftBehind.awaitEnd(mongod, mongod.destroy(), "mongod"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + lock, e);
        }
    }

    private static boolean serves(ProcessHandle process, Path data) {
        List<String> arguments = process.info().arguments().map(Arrays::asList).orElse(List.of());
        return Collections.indexOfSubList(arguments, List.of("--dbpath", data.toString())) >= 0;
    }
}
