package dev.tidegate.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stages on threads of their own. When one fails, the failure is kept and {@code whenOneFails} is called. */
public final class RunningStages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningStages.class);

    /** A stage, ready to run: {@code body} blocks until {@code stop} was called and throws what made it fail. */
    public record Runner(Stage stage, Runnable body, Runnable stop) {}

    /** What ended a stage. */
    public record Failure(Stage stage, RuntimeException cause) {}

    private final List<Runner> runners;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Failure> failure = new AtomicReference<>();
    private final Runnable whenOneFails;

    private RunningStages(List<Runner> runners, Runnable whenOneFails) {
        this.runners = List.copyOf(runners);
        this.whenOneFails = whenOneFails;
    }

    public static RunningStages start(List<Runner> runners, Runnable whenOneFails) {
        RunningStages running = new RunningStages(runners, whenOneFails);
        for (Runner runner : running.runners) {
            String name = "stage-" + runner.stage().name().toLowerCase(java.util.Locale.ROOT);
            Thread thread = new Thread(() -> running.run(runner), name);
            running.threads.add(thread);
            thread.start();
        }
        return running;
    }

    public Optional<Failure> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Stops them upstream first, so that each finishes what it has; returns when all have ended. */
    @Override
    public void close() {
        runners.forEach(runner -> runner.stop().run());
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void run(Runner runner) {
        try {
            runner.body().run();
        } catch (RuntimeException e) {
            LOG.debug("stage {} failed", runner.stage(), e);
            failure.compareAndSet(null, new Failure(runner.stage(), e));
            whenOneFails.run();
        }
    }
}
