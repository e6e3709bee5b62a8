package dev.tidegate.validator.value;

import java.io.Writer;

/** Counts the bytes that text has in UTF-8, without keeping it. */
final class Utf8Count extends Writer {
    private long bytes;

    static long of(String text) {
        var count = new Utf8Count();
        text.chars().forEach(count::write);
        return count.bytes;
    }

    long bytes() {
        return bytes;
    }

    /** The two halves of a pair are two bytes each. */
    @Override
    public void write(int character) {
        bytes += character < 0x80 ? 1 : character < 0x800 || Character.isSurrogate((char) character) ? 2 : 3;
    }

    @Override
    public void write(char[] characters, int offset, int length) {
        for (int at = offset; at < offset + length; at++) {
            write(characters[at]);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
