package dev.tidegate.embedded.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A JVM with this one's class path, to be killed: for tests of what a crash leaves behind.
 *
 * <p>Its output is collected. It ends with this process too: the child runs under {@link ParentWatch}, which reads its
 * standard input and halts at its end.
 */
public final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Thread reader;

    private ChildJvm(Process process) {
        this.process = process;
        this.reader = new Thread(this::collect, "output-of-" + process.pid());
        this.reader.setDaemon(true);
        this.reader.start();
    }

    /**
     * One with a short life: it compiles with C1 alone, and leaves the processors to the servers.
     *
     * @param environment added to this process's own
     */
    public static ChildJvm start(Class<?> main, List<String> arguments, Map<String, String> environment) {
        return start(main.getName(), arguments, environment, List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"));
    }

    public static ChildJvm start(
            String main, List<String> arguments, Map<String, String> environment, List<String> jvmOptions) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ParentWatch.class.getName(), main));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new ChildJvm(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a JVM for " + main, e);
        }
    }

    /** Waits for a line of output. Fails with all output when the process ends or the time passes without. */
    public String awaitLine(Predicate<String> wanted, Duration timeout) {
        Instant end = Instant.now().plus(timeout);
        synchronized (lines) {
            while (true) {
                for (String line : lines) {
                    if (wanted.test(line)) {
                        return line;
                    }
                }
                if (Instant.now().isAfter(end) || !reader.isAlive()) {
                    throw new IllegalStateException(
                            "the line did not come; the output was:\n" + String.join("\n", lines));
                }
                waitForMore();
            }
        }
    }

    public List<String> output() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(30));
    }

    /** SIGTERM. */
    public void terminate() {
        // Process.destroy would also close its standard input, at whose end it halts.
        process.toHandle().destroy();
    }

    /** Returns the exit code. */
    public int awaitExit(Duration timeout) {
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("process " + process.pid() + " did not end within " + timeout
                        + "; the output was:\n" + String.join("\n", output()));
            }
            reader.join(5000);
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for process " + process.pid(), e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    private void waitForMore() {
        try {
            lines.wait(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for output", e);
        }
    }

    private void collect() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException e) {
            lines.add("(the output broke off: " + e.getMessage() + ")");
        }
    }
}
