package dev.tidegate.validator.thread;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Workers that keep no process alive. */
public final class DaemonThreads {
    private DaemonThreads() {}

    public static ExecutorService pool(String name, int threads) {
        return Executors.newFixedThreadPool(threads, runnable -> {
            var thread = new Thread(runnable, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
