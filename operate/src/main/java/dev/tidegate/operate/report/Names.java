package dev.tidegate.operate.report;

import dev.tidegate.validator.difference.Layer;
import java.util.Locale;

/** How enums are written in reports. */
final class Names {
    private Names() {}

    /** {@code MISSING_ROW} as {@code missingRow}. */
    static String camel(Enum<?> value) {
        StringBuilder camel = new StringBuilder();
        for (String word : value.name().toLowerCase(Locale.ROOT).split("_")) {
            camel.append(camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camel.toString();
    }

    static String of(Layer layer) {
        return switch (layer) {
            case ROW_COUNT -> "row counts";
            case RECORD -> "records";
            case REFERENCE -> "references";
            case TYPE -> "types";
        };
    }
}
