package dev.tidegate.preflight.conversion;

import dev.tidegate.events.row.RowKey;
import dev.tidegate.events.row.TableRow;
import dev.tidegate.mapping.declaration.Index;
import dev.tidegate.mapping.declaration.Table;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/** A unique index over columns, and the key that a row has in it. */
final class UniqueIndex {
    private final Table table;
    private final Index index;
    private final List<Integer> places;

    UniqueIndex(Table table, Index index) {
        this.table = table;
        this.index = index;
        this.places = index.columns().stream()
                .map(column -> table.columns().indexOf(table.column(column)))
                .toList();
    }

    boolean hasNull(TableRow row) {
        return places.stream().anyMatch(place -> row.values().get(place) == null);
    }

    /** Equal for rows that the index takes for equal. */
    String key(TableRow row, UnaryOperator<String> fold) {
        StringBuilder key = new StringBuilder();
        for (int place : places) {
            String text = fold.apply(text(place, row.values().get(place)));
            key.append(text.length()).append(':').append(text);
        }
        return key.toString();
    }

    /** 1.0 and 1.00 are one numeric. */
    private String text(int place, Object value) {
        Object part = RowKey.part(table.columns().get(place).type().kind(), value);
        return part instanceof ByteBuffer bytes ? hex(bytes) : part.toString();
    }

    private static String hex(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    String where() {
        return table.name() + " index " + index.name();
    }
}
