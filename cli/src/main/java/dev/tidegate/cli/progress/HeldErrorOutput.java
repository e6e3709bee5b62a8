package dev.tidegate.cli.progress;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Keeps what this process prints beside a picture that moves (log lines, a library's own prints) until the picture is
 * drawn anew above them. Only one at a time; closing puts the process's own streams back and prints what was still held.
 */
final class HeldErrorOutput implements AutoCloseable {
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean closed;

    HeldErrorOutput() {
        PrintStream holding = new PrintStream(held, true, StandardCharsets.UTF_8);
        System.setOut(holding);
        System.setErr(holding);
    }

    /** The lines since the last call. */
    List<String> take() {
        synchronized (held) {
            String text = held.toString(StandardCharsets.UTF_8);
            held.reset();
            return text.lines().toList();
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            System.setOut(out);
            System.setErr(err);
            take().forEach(err::println);
        }
    }
}
