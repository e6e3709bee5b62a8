package dev.tidegate.cli.command;

import dev.tidegate.embedded.process.ChildJvm;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Signals to processes. */
final class Signalled {
    /** A process has to have ended so long after SIGTERM. */
    private static final Duration IN_TIME = Duration.ofSeconds(15);

    record Ended(int code, long millis) {}

    private Signalled() {}

    static void each(List<ProcessHandle> processes, String signal) throws IOException, InterruptedException {
        for (ProcessHandle process : processes) {
            send(signal, process.pid());
        }
    }

    /** SIGTERM. Fails with the output and the stacks of all threads when the process has not ended in time. */
    static Ended terminate(ChildJvm process, String what) throws IOException, InterruptedException {
        long start = System.nanoTime();
        process.terminate();
        return ended(process, what, start);
    }

    /** SIGTERM, and a second one while it is ending. */
    static Ended terminateTwice(ChildJvm process, long between, String what) throws IOException, InterruptedException {
        long start = System.nanoTime();
        process.terminate();
        TimeUnit.MILLISECONDS.sleep(between);
        process.terminate();
        return ended(process, what, start);
    }

    private static Ended ended(ChildJvm process, String what, long start) throws IOException, InterruptedException {
        try {
            int code = process.awaitExit(IN_TIME.minusNanos(System.nanoTime() - start));
            return new Ended(code, Duration.ofNanos(System.nanoTime() - start).toMillis());
        } catch (IllegalStateException e) {
            send("QUIT", process.pid());
            TimeUnit.SECONDS.sleep(2);
            throw new AssertionError(
                    what + " has not ended in time; its output and threads:\n" + String.join("\n", process.output()),
                    e);
        }
    }

    private static void send(String signal, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    }
}
