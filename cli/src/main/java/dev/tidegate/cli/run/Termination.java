package dev.tidegate.cli.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM as a clean pause: the signal wakes {@link #await}, and the process ends only when the command has
 * put everything away and said how it ended, with its exit code ({@link #endProcess}).
 */
public final class Termination implements AutoCloseable {
    /** Containers and service managers kill after a while; before that the process ends by itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(13);

    private final CountDownLatch asked = new CountDownLatch(1);
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

    /**
     * Everything has been put away. When a signal is ending the process, its hook keeps waiting: for {@link
     * #endProcess}, once the command has said how it ended.
     */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            asked.countDown();
        }
    }

    /** Ends the process with a command's exit code, also when a signal had begun to end it. */
    public static void endProcess(int exitCode) {
        System.out.flush();
        System.err.flush();
        if (isShuttingDown()) {
            Runtime.getRuntime().halt(exitCode); // System.exit would wait for the hook, which waits for us
        }
        System.exit(exitCode);
    }

    private static boolean isShuttingDown() {
        Thread probe = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private void pauseAndExit() {
        asked.countDown();
        try {
            TimeUnit.SECONDS.sleep(PATIENCE.toSeconds());
            System.err.println("tidegate: not everything had ended after " + PATIENCE.toSeconds()
                    + " s: a server does not answer. Nothing is lost, the next start resumes");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
