package dev.tidegate.embedded.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server that a killed JVM left running, by the file in which it wrote its process's number. */
public final class LeftBehind {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private LeftBehind() {}

    /** The process whose number is in the file's first line: perhaps another one's by now. */
    public static Optional<ProcessHandle> named(Path pidFile) throws IOException {
        List<String> lines = Files.exists(pidFile) ? Files.readAllLines(pidFile) : List.of();
        return lines.stream()
                .limit(1)
                .map(String::strip)
                .filter(pid -> pid.matches("[0-9]{1,18}"))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                .findFirst();
    }

    /**
     * Returns when it has ended; by force when it does not end as it was asked to.
     *
     * @param isAsked whether it was
     * @throws IllegalStateException when not even that ends it
     */
    public static void awaitEnd(ProcessHandle process, boolean isAsked, String name) {
        if (isAsked && ends(process)) {
            return;
        }
        process.destroyForcibly();
        if (!ends(process)) {
            throw new IllegalStateException(
                    "a " + name + " that an earlier process left behind does not stop: end process " + process.pid());
        }
    }

    private static boolean ends(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
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
