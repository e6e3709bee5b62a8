package dev.tidegate.validator.result;

import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.Layer;
import java.util.HashSet;
import java.util.Set;

/** Which layers hold, of a table and of the whole. */
public final class LayerStatus {
    private final ValidationResult result;
    private final Set<TableLayer> differing = new HashSet<>();

    private record TableLayer(String table, Layer layer) {}

    public LayerStatus(ValidationResult result) {
        this.result = result;
        for (Difference difference : result.differences()) {
            differing.add(new TableLayer(difference.table(), difference.kind().layer()));
        }
    }

    public boolean passes(Layer layer) {
        return result.differences(layer) == 0 && result.tables().stream().allMatch(table -> passes(table, layer));
    }

    /** A listed difference fails its layer too: a row missing and a row too many leave the counts as they are. */
    public boolean passes(TableResult table, Layer layer) {
        return !differing.contains(new TableLayer(table.table(), layer)) && adds(table, layer);
    }

    public boolean passes(TableResult table) {
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

    public static boolean holds(ForeignKeyCheck key) {
        return key.broken() == 0 && key.foreignIds() == 0;
    }
}
