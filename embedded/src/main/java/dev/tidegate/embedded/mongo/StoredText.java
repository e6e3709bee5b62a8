package dev.tidegate.embedded.mongo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text as strings that lose nothing. MongoDB stores whatever bytes it gets: a byte that is no UTF-8 is here one half of a
 * surrogate pair, U+DC80 to U+DCFF for 0x80 to 0xFF. It stores equal names as well: {@link #AGAIN} behind a name says
 * the second from the first.
 */
final class StoredText {
    /** Goes with a name of a document that has it before, once for each time; no client can write it. */
    static final String AGAIN = "\uDC00";

    private static final int ESCAPE = 0xDC00;
    private static final char REPLACEMENT = '\uFFFD';

    private StoredText() {}

    static String of(byte[] bytes, int from, int length) {
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : ofBroken(ByteBuffer.wrap(bytes, from, length));
    }

    private static String ofBroken(ByteBuffer bytes) {
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

    /** In the order of the bytes. */
    static int compare(String left, String right) {
        int both = Math.min(left.length(), right.length());
        int same = 0;
        while (same < both && left.charAt(same) == right.charAt(same)) {
            same++;
        }
        if (isSurrogate(left, same) || isSurrogate(right, same)) {
            return Arrays.compareUnsigned(bytes(left), bytes(right));
        }
        return same < both ? left.charAt(same) - right.charAt(same) : left.length() - right.length();
    }

    private static boolean isSurrogate(String text, int at) {
        return at < text.length() && Character.isSurrogate(text.charAt(at));
    }

    static byte[] bytes(String text) {
        if (text.codePoints().noneMatch(StoredText::isHalf)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(3 * text.length());
        name(text).codePoints().forEach(point -> {
            if (isHalf(point)) {
                bytes.write(point);
            } else {
                bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }

    /** A field's name as clients know it. */
    static String name(String stored) {
        return stored.replace(AGAIN, "");
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
