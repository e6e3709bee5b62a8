package dev.tidegate.cli.run;

import dev.tidegate.cli.ExitCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C and SIGTERM as a clean pause: the signal wakes {@link #await}, and the process ends only when the command has
 * put everything away, with the command's own exit code.
 */
public final class Termination implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final AtomicInteger exitCode = new AtomicInteger(ExitCode.DONE);
    private final Thread hook = new Thread(this::pauseAndExit, "termination");

    private Termination() {}

    public static Termination install() {
        Termination termination = new Termination();
        Runtime.getRuntime().addShutdownHook(termination.hook);
        return termination;
    }

    /** Returns when a person or the system asks the process to end. */
    public void await() {
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** True as soon as the end is asked for; false when {@code timeout} passed without. */
    public boolean await(Duration timeout) {
        try {
            return asked.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Ends {@link #await} from within the process. */
    public void ask() {
        asked.countDown();
    }

    /** The code the process is to end with after a signal. */
    public void exitWith(int code) {
        exitCode.set(code);
    }

    /** Everything has been put away. */
    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            asked.countDown(); // a signal is ending the process already: the hook finds that all is put away
        }
    }

    private void pauseAndExit() {
        asked.countDown();
        try {
            if (finished.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                System.out.flush();
                Runtime.getRuntime().halt(exitCode.get());
            }
            System.err.println("tidegate: not everything had ended after " + PATIENCE.toSeconds()
                    + " s; nothing is lost, the next start goes on");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
