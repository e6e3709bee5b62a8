package dev.tidegate.validator.identity;

import dev.tidegate.mapping.ddl.Sql;

/** A regular expression over the text of UUIDs that have a collection's tag: the last six digits, and two bits before them. */
public final class TagPattern {
    private static final int DIGITS_OF_TAG = 6;
    private static final String DECODING = "^.{14}8.{4}[89ab]";

    private TagPattern() {}

    public static String of(int tag) {
        int upperTwoBits = tag >>> 4 * DIGITS_OF_TAG;
        StringBuilder digits = new StringBuilder();
        for (int free = 0; free < 4; free++) {
            digits.append(Integer.toHexString(free << 2 | upperTwoBits));
        }
        return DECODING + ".{9}[" + digits + "]" + "%06x".formatted(tag & 0xFFFFFF) + "$";
    }

    /** As a condition; {@code id} is an expression of type uuid. */
    static String isMet(String id, int tag) {
        return "(" + id + "::text ~ " + Sql.literal(of(tag)) + ")";
    }
}
