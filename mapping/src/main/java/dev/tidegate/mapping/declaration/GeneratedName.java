package dev.tidegate.mapping.declaration;

import java.nio.charset.StandardCharsets;

/**
 * Names of indexes and constraints that the migration file does not give, made as PostgreSQL makes its own ({@code
 * makeObjectName} in {@code indexcmds.c}): too long a name loses bytes from the longer of its parts, and never a part of a
 * character.
 */
public final class GeneratedName {
    /** Bytes of a name in PostgreSQL. */
    public static final int LONGEST = 63;

    private GeneratedName() {}

    /** {@code <table>_<label>}. */
    public static String of(String table, String label) {
        return clipped(table, LONGEST - 1 - label.length()) + "_" + label;
    }

    /** {@code <table>_<columns>_<label>}. */
    public static String of(String table, String columns, String label) {
        int left = LONGEST - 2 - label.length();
        int tableBytes = bytes(table);
        int columnBytes = bytes(columns);
        while (tableBytes + columnBytes > left) {
            if (tableBytes > columnBytes) {
                tableBytes--;
            } else {
                columnBytes--;
            }
        }
        return clipped(table, tableBytes) + "_" + clipped(columns, columnBytes) + "_" + label;
    }

    private static String clipped(String name, int most) {
        int end = name.length();
        while (bytes(name.substring(0, end)) > most) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end);
    }

    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }
}
