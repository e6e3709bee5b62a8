package dev.tidegate.cli.damage;

import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.Layer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which layer finds which damage, as docs/validation.md has it. */
final class DamageTable {
    private static final Path PAGE = Path.of("..", "docs", "validation.md");
    private static final String BEGIN = "<!-- written by NextCrmDamageIT with -Dtidegate.docs=write: begin -->\n";
    private static final String END = "<!-- end -->\n";

    private final Map<DamageKind, Set<String>> places = new TreeMap<>();
    private final Map<DamageKind, Integer> planted = new EnumMap<>(DamageKind.class);
    private final Map<DamageKind, Set<Layer>> naming = new EnumMap<>(DamageKind.class);
    private final Map<DamageKind, Set<Layer>> following = new EnumMap<>(DamageKind.class);

    void planted(Damage damage) {
        planted.merge(damage.kind(), 1, Integer::sum);
        places.computeIfAbsent(damage.kind(), kind -> new TreeSet<>()).add(damage.owner());
    }

    void named(Damage damage, Difference difference) {
        layers(naming, damage).add(difference.kind().layer());
    }

    void followed(Damage damage, Difference difference) {
        layers(following, damage).add(difference.kind().layer());
    }

    /** Writes the page's table, when it is asked to. */
    static boolean isToBeWritten() {
        return "write".equals(System.getProperty("tidegate.docs"));
    }

    void write() {
        try {
            String page = Files.readString(PAGE);
            int begin = page.indexOf(BEGIN) + BEGIN.length();
            Files.writeString(PAGE, page.substring(0, begin) + markdown() + page.substring(page.indexOf(END, begin)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String written() {
        try {
            String page = Files.readString(PAGE);
            int begin = page.indexOf(BEGIN) + BEGIN.length();
            return page.substring(begin, page.indexOf(END, begin));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String markdown() {
        StringBuilder table =
                new StringBuilder("| damage | planted | tables | row counts | records | references | types |\n"
                        + "|---|---:|---:|:-:|:-:|:-:|:-:|\n");
        places.forEach((kind, tables) -> table.append("| ")
                .append(kind.text())
                .append(" | ")
                .append(planted.get(kind))
                .append(" | ")
                .append(tables.size())
                .append(EnumSet.allOf(Layer.class).stream()
                        .map(layer -> " | " + mark(kind, layer))
                        .collect(Collectors.joining()))
                .append(" |\n"));
        return table.toString();
    }

    private String mark(DamageKind kind, Layer layer) {
        if (naming.getOrDefault(kind, Set.of()).contains(layer)) {
            return "**names it**";
        }
        return following.getOrDefault(kind, Set.of()).contains(layer) ? "too" : "";
    }

    private static Set<Layer> layers(Map<DamageKind, Set<Layer>> of, Damage damage) {
        return of.computeIfAbsent(damage.kind(), kind -> EnumSet.noneOf(Layer.class));
    }
}
