package dev.tidegate.cli.terminal;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * Breaks lines between words where they would be wider than a terminal, and goes on a little further in. Nothing is cut
 * but a line that moves ({@link #CLEAR_LINE}, no line end), which has to stay one line. What moves the cursor otherwise
 * passes as it is.
 */
public final class WrappedOutput extends Writer {
    /** Takes away what stands in the terminal's line. */
    public static final String CLEAR_LINE = "\r\u001b[K";

    private static final char ESCAPE = '\u001b';
    private static final int HANGING = 2;

    private final Writer out;
    private final int columns;
    private final StringBuilder pending = new StringBuilder();
    private int column;

    public WrappedOutput(Writer out, int columns) {
        this.out = out;
        this.columns = columns;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        synchronized (lock) {
            for (int i = offset; i < offset + length; i++) {
                if (text[i] == '\n') {
                    out.write(whole(pending.toString()));
                    out.write('\n');
                    pending.setLength(0);
                    column = 0;
                } else {
                    pending.append(text[i]);
                }
            }
        }
    }

    /** What has no line end yet is shown, too: a question, or a line that moves. */
    @Override
    public void flush() throws IOException {
        synchronized (lock) {
            String part = pending.toString();
            pending.setLength(0);
            if (part.startsWith(CLEAR_LINE)) {
                out.write(CLEAR_LINE + fitted(part.substring(CLEAR_LINE.length())));
                column = 0;
            } else {
                out.write(part);
                column += part.length();
            }
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        flush();
        out.close();
    }

    /** One column stays free: a terminal wraps when the last one is written. */
    private String fitted(String line) {
        return line.length() < columns ? line : line.substring(0, columns - 2) + "…";
    }

    private String whole(String line) {
        if (line.startsWith(CLEAR_LINE)) {
            column = 0;
            return CLEAR_LINE + wrapped(line.substring(CLEAR_LINE.length()));
        }
        return line.indexOf(ESCAPE) >= 0 ? line : wrapped(line);
    }

    private String wrapped(String line) {
        return String.join("\n", lines(line, columns - column, columns));
    }

    /** The line in as many as it takes. */
    public static List<String> lines(String line, int columns) {
        return lines(line, columns, columns);
    }

    private static List<String> lines(String line, int firstColumns, int columns) {
        List<String> lines = new ArrayList<>();
        String indent = " ".repeat(Math.min(columns / 2, leadingSpaces(line) + HANGING));
        String rest = line;
        int room = firstColumns;
        while (rest.length() > room) {
            int end = breakAt(rest, room);
            if (end < 0) {
                break;
            }
            lines.add(rest.substring(0, end).stripTrailing());
            rest = indent + rest.substring(end).stripLeading();
            room = columns;
        }
        lines.add(rest);
        return lines;
    }

    /** The last blank that leaves the line within the room; for a longer word the first one behind it; -1: none. */
    private static int breakAt(String line, int room) {
        int first = leadingSpaces(line);
        int last = line.lastIndexOf(' ', room);
        return last > first ? last : line.indexOf(' ', Math.max(first, room));
    }

    private static int leadingSpaces(String line) {
        return line.length() - line.stripLeading().length();
    }
}
