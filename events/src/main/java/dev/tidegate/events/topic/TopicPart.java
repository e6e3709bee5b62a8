package dev.tidegate.events.topic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The part of a topic's name that stands for one collection or table: the name itself where it is letters, digits,
 * {@code _} and {@code -}; else its readable characters and a digest of all of it.
 *
 * <p>Kafka takes {@code .} and {@code _} for the same in its metrics and refuses a topic that differs from another one in
 * them only. Two names never give parts that are equal to it: a plain name does not end as a digest does, and digests
 * differ. {@code plan} warns of names that differ in case only, which brokers on some file systems take for one.
 */
final class TopicPart {
    /** With the longest migration name and the longest suffix of Kafka Streams a topic has fewer than 249 characters. */
    static final int LONGEST_READABLE = 80;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1," + LONGEST_READABLE + "}");
    private static final Pattern ENDS_AS_DIGEST = Pattern.compile(".*-[0-9a-f]{16}");
    private static final Pattern NOT_ALLOWED = Pattern.compile("[^A-Za-z0-9._-]");
    private static final int DIGEST_BYTES = Long.BYTES;

    private TopicPart() {}

    static String of(String name) {
        if (PLAIN.matcher(name).matches() && !ENDS_AS_DIGEST.matcher(name).matches()) {
            return name;
        }
        String readable = NOT_ALLOWED.matcher(name).replaceAll("_");
        return readable.substring(0, Math.min(readable.length(), LONGEST_READABLE)) + "-" + digest(name);
    }

    private static String digest(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
