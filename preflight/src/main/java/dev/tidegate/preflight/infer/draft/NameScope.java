package dev.tidegate.preflight.infer.draft;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;

/** Names of which each may be given once: the columns of a table, or a schema's tables and indexes. */
final class NameScope {
    private static final Set<String> OF_POSTGRES = Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    private final int longest;
    private final Set<String> taken = new HashSet<>();

    private NameScope(int longest) {
        this.longest = longest;
    }

    static NameScope ofColumns() {
        return new NameScope(63);
    }

    /** Short enough that the names of keys and indexes made from them stay whole. */
    static NameScope ofTables() {
        return new NameScope(50);
    }

    /** The name as it is where that can be; else one like it. */
    String claim(String wanted) {
        String fitting = fitting(wanted);
        String name = fitting;
        for (int number = 2; !isFree(name); number++) {
            name = shortened(fitting, "_" + number);
        }
        taken.add(name);
        return name;
    }

    boolean isFree(String name) {
        return !taken.contains(name) && !OF_POSTGRES.contains(name);
    }

    private String fitting(String wanted) {
        String name = wanted.isEmpty() ? "unnamed" : wanted.replace("\0", "");
        if (bytes(name) <= longest) {
            return name;
        }
        CRC32 digest = new CRC32();
        digest.update(wanted.getBytes(StandardCharsets.UTF_8));
        return shortened(name, String.format(Locale.ROOT, "_%08x", digest.getValue()));
    }

    private String shortened(String name, String suffix) {
        String start = name;
        while (bytes(start) + suffix.length() > longest) {
            start = start.substring(0, start.offsetByCodePoints(start.length(), -1));
        }
        return start + suffix;
    }

    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }
}
