package dev.tidegate.mapping.bson;

import java.io.Writer;
import java.util.Optional;

/** Keeps what is written up to a limit; beyond it forgets all and only counts. */
final class BoundedText extends Writer {
    private final int limit;
    private StringBuilder kept = new StringBuilder();
    private long length;

    /** @param limit in characters */
    BoundedText(int limit) {
        this.limit = limit;
    }

    long length() {
        return length;
    }

    Optional<String> text() {
        return Optional.ofNullable(kept).map(StringBuilder::toString);
    }

    @Override
    public void write(int character) {
        if (grows(1)) {
            kept.append((char) character);
        }
    }

    @Override
    public void write(char[] characters, int offset, int count) {
        if (grows(count)) {
            kept.append(characters, offset, count);
        }
    }

    @Override
    public void write(String text, int offset, int count) {
        if (grows(count)) {
            kept.append(text, offset, offset + count);
        }
    }

    private boolean grows(int count) {
        length += count;
        if (length > limit) {
            kept = null;
        }
        return kept != null;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
