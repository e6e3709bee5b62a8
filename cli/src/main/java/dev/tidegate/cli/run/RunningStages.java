package dev.tidegate.cli.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stages on threads of their own. When one fails, the failure is kept and {@code whenOneFails} is called. */
public final class RunningStages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningStages.class);

    /** A stage, ready to run: {@code body} blocks until {@code stop} was called and throws what made it fail. */
    public record Runner(Stage stage, Runnable body, Runnable stop) {}

    /** What ended a stage. */
    public record Failure(Stage stage, RuntimeException cause) {}

    private static final Duration STOP = Duration.ofSeconds(9);
    private static final Duration AFTER_STOP = Duration.ofSeconds(1);

    private final List<Runner> runners;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Failure> failure = new AtomicReference<>();
    private final Runnable whenOneFails;
    private volatile boolean interrupted;

    private RunningStages(List<Runner> runners, Runnable whenOneFails) {
        this.runners = List.copyOf(runners);
        this.whenOneFails = whenOneFails;
    }

    public static RunningStages start(List<Runner> runners, Runnable whenOneFails) {
        RunningStages running = new RunningStages(runners, whenOneFails);
        for (Runner runner : running.runners) {
            running.threads.add(started("stage-" + name(runner), () -> running.run(runner)));
        }
        return running;
    }

    public Optional<Failure> failure() {
        return Optional.ofNullable(failure.get());
    }

    /**
     * Stops all at once; each finishes what it has at hand. Returns when all have ended, or when one waits for a server
     * for too long: what it has not committed is done again at the next start.
     */
    @Override
    public void close() {
        long end = System.nanoTime() + STOP.toNanos();
        List<Thread> stopping = runners.stream()
                .map(runner -> started("stop-" + name(runner), runner.stop()))
                .toList();
        joined(stopping, end);
        if (joined(threads, Math.max(end, inAMoment()))) {
            return;
        }
        interrupted = true;
        threads.forEach(Thread::interrupt);
        if (!joined(threads, inAMoment())) {
            LOG.warn(
                    "stage {} has not ended: it waits for a server that does not answer. Nothing is lost, what it has not"
                            + " committed is done again at the next start",
                    waiting());
        }
    }

    private static long inAMoment() {
        return System.nanoTime() + AFTER_STOP.toNanos();
    }

    private String waiting() {
        return IntStream.range(0, runners.size())
                .filter(stage -> threads.get(stage).isAlive())
                .mapToObj(stage -> name(runners.get(stage)))
                .collect(Collectors.joining(", "));
    }

    private static boolean joined(List<Thread> threads, long end) {
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return threads.stream().noneMatch(Thread::isAlive);
    }

    private static Thread started(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.start();
        return thread;
    }

    private static String name(Runner runner) {
        return runner.stage().name().toLowerCase(Locale.ROOT);
    }

    private void run(Runner runner) {
        try {
            runner.body().run();
        } catch (RuntimeException e) {
            if (interrupted) {
                // It waited for something on its way to the end.
                LOG.info("stage {} was interrupted while it ended: {}", name(runner), e.getMessage());
                return;
            }
            LOG.debug("stage {} failed", runner.stage(), e);
            failure.compareAndSet(null, new Failure(runner.stage(), e));
            whenOneFails.run();
        }
    }
}
