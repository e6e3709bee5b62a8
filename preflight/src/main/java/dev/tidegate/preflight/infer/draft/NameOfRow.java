package dev.tidegate.preflight.infer.draft;

import java.util.Locale;

/** What one row of a table is called: {@code orders} → {@code order}. */
final class NameOfRow {
    private NameOfRow() {}

    static String of(String table) {
        String name = table.toLowerCase(Locale.ROOT);
        if (name.length() > 4 && name.endsWith("ies")) {
            return name.substring(0, name.length() - 3) + "y";
        }
        if (name.endsWith("sses") || name.endsWith("xes") || name.endsWith("ches")) {
            return name.substring(0, name.length() - 2);
        }
        boolean isPlural = name.length() > 3 && name.endsWith("s") && !name.endsWith("ss") && !name.endsWith("us");
        return isPlural ? name.substring(0, name.length() - 1) : name;
    }
}
