package dev.tidegate.transform.document;

import java.nio.ByteBuffer;
import java.util.List;

/** How much a converted value is on its way: text in UTF-8, bytes, anything else as much as the largest of its kind. */
final class ValueSize {
    private static final int FIXED = 16;

    private ValueSize() {}

    static long of(Object valueOrNull) {
        if (valueOrNull == null) {
            return 0;
        }
        if (valueOrNull instanceof String text) {
            return utf8(text);
        }
        if (valueOrNull instanceof ByteBuffer bytes) {
            return bytes.remaining();
        }
        if (valueOrNull instanceof List<?> list) {
            return list.stream().mapToLong(element -> 2 + of(element)).sum();
        }
        return FIXED;
    }

    private static long utf8(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)) {
                bytes += 2;
                i++;
            } else if (c >= 0x800) {
                bytes += 2;
            } else if (c >= 0x80) {
                bytes++;
            }
        }
        return bytes;
    }
}
