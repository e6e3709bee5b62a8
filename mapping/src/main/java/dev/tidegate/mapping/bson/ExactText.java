package dev.tidegate.mapping.bson;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Text of bytes that may be no UTF-8, and the same bytes back. A byte that belongs to no character is one half of a
 * surrogate pair, U+DC80 to U+DCFF for 0x80 to 0xFF, which UTF-8 never gives: other bytes are another text. Python's
 * {@code surrogateescape} (PEP 383) is the same.
 */
final class ExactText {
    private static final int ESCAPE = 0xDC00;
    private static final char REPLACEMENT = '\uFFFD';

    private ExactText() {}

    static String decode(byte[] bytes, int from, int length) {
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : decodeBroken(ByteBuffer.wrap(bytes, from, length));
    }

    private static String decodeBroken(ByteBuffer bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        CoderResult result = decoder.decode(bytes, text, true);
        while (result.isMalformed()) {
            for (int left = result.length(); left > 0; left--) {
                text.put((char) (ESCAPE | bytes.get() & 0xFF));
            }
            result = decoder.decode(bytes, text, true);
        }
        return text.flip().toString();
    }

    /** Halves of surrogate pairs that stand for no byte are written as drivers do, in three bytes. */
    static byte[] encode(String text) {
        if (isWhole(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(3 * text.length());
        text.codePoints().forEach(point -> {
            if (!isHalf(point)) {
                bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
            } else if ((point & ~0x7F) == (ESCAPE | 0x80)) {
                bytes.write(point);
            } else {
                bytes.write(0xE0 | point >> 12);
                bytes.write(0x80 | point >> 6 & 0x3F);
                bytes.write(0x80 | point & 0x3F);
            }
        });
        return bytes.toByteArray();
    }

    /** False when there is half of a surrogate pair: the text has no UTF-8 of its own. */
    static boolean isWhole(String text) {
        return text.codePoints().noneMatch(ExactText::isHalf);
    }

    /** The text up to the first half of a surrogate pair. */
    static String wholePart(String text) {
        int end = 0;
        while (end < text.length() && !isHalf(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return text.substring(0, end);
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
