package dev.tidegate.validator.report;

import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.Layer;
import dev.tidegate.validator.result.ForeignKeyCheck;
import dev.tidegate.validator.result.TableResult;
import dev.tidegate.validator.result.ValidationResult;
import java.util.HashSet;
import java.util.Set;

/** Which layers hold, of a table and of the whole. */
final class LayerStatus {
    private final ValidationResult result;
    private final Set<Place> differing = new HashSet<>();

    private record Place(String table, Layer layer) {}

    LayerStatus(ValidationResult result) {
        this.result = result;
        for (Difference difference : result.differences()) {
            differing.add(new Place(difference.table(), difference.kind().layer()));
        }
    }

    boolean passes(Layer layer) {
        return result.differences(layer) == 0 && result.tables().stream().allMatch(table -> passes(table, layer));
    }

    /** A listed difference fails its layer too: a row missing and a row too many leave the counts as they are. */
    boolean passes(TableResult table, Layer layer) {
        return !differing.contains(new Place(table.table(), layer)) && adds(table, layer);
    }

    boolean passes(TableResult table) {
        for (Layer layer : Layer.values()) {
            if (!passes(table, layer)) {
                return false;
            }
        }
        return table.passes();
    }

    private static boolean adds(TableResult table, Layer layer) {
        return switch (layer) {
            case ROW_COUNT -> table.rows().matches();
            case RECORD -> table.records().mismatched() == 0;
            case REFERENCE -> table.foreignKeys().stream().allMatch(LayerStatus::holds);
            case TYPE -> table.typeErrors().isEmpty();
        };
    }

    static boolean holds(ForeignKeyCheck key) {
        return key.broken() == 0 && key.foreignIds() == 0;
    }
}
