package dev.tidegate.embedded.mongo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The {@code mongod} that a killed JVM leaves running on its data directory. */
final class LeftBehindMongod {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private LeftBehindMongod() {}

    /**
     * Stops the server that runs on the directory, when there is one: {@code mongod} writes its process's number there.
     * Only for who holds the directory's lock. The number may be another process's by now: that one is left alone.
     */
    static void stop(Path data) {
        Optional<ProcessHandle> mongod =
                processIn(data.resolve("mongod.lock")).filter(process -> serves(process, data));
        if (mongod.isPresent() && !ends(mongod.get(), mongod.get().destroy())) {
            if (!ends(mongod.get(), mongod.get().destroyForcibly())) {
                throw new IllegalStateException(
                        "a mongod that an earlier process left behind does not stop: end process "
                                + mongod.get().pid());
            }
        }
    }

    private static Optional<ProcessHandle> processIn(Path lock) {
        try {
            String pid = Files.exists(lock) ? Files.readString(lock).strip() : "";
            return pid.matches("[0-9]{1,18}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + lock, e);
        }
    }

    private static boolean serves(ProcessHandle process, Path data) {
        List<String> arguments = process.info().arguments().map(Arrays::asList).orElse(List.of());
        return Collections.indexOfSubList(arguments, List.of("--dbpath", data.toString())) >= 0;
    }

    private static boolean ends(ProcessHandle process, boolean isTold) {
        try {
            process.onExit().get(isTold ? PATIENCE.toSeconds() : 0, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        } catch (ExecutionException e) {
            throw new CompletionException(e);
        }
    }
}
