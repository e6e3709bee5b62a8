package dev.tidegate.preflight.data;

import dev.tidegate.events.row.TableRow;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.Index;
import dev.tidegate.mapping.declaration.Index.Method;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import dev.tidegate.preflight.finding.Tally;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Rows with text that an index of the file may refuse: a B-tree or GIN entry over about 2.7 kB, a tsvector over 1 MB. May,
 * because PostgreSQL compresses entries, and a tsvector holds each word once.
 */
final class IndexProbe {
    static final int ENTRY_BYTES = 2_700;
    static final int TSVECTOR_BYTES = 1 << 20;

    private final Index index;
    private final Table table;
    private final List<Integer> places;
    private final boolean isFullText;
    private final Tally tooLong = new Tally();

    private IndexProbe(Index index, Table table, List<Integer> places) {
        this.index = index;
        this.table = table;
        this.places = places;
        this.isFullText = index.expression().isPresent();
    }

    /** Empty when no column of the index can be too long. */
    static Optional<IndexProbe> of(Index index, Table table) {
        List<Integer> places = IntStream.range(0, table.columns().size())
                .filter(place -> canBeLong(table.columns().get(place), index))
                .filter(place -> isIn(table.columns().get(place), index))
                .boxed()
                .toList();
        boolean isLimited = index.method() == Method.BTREE || index.method() == Method.GIN;
        return places.isEmpty() || !isLimited ? Optional.empty() : Optional.of(new IndexProbe(index, table, places));
    }

    private static boolean canBeLong(Column column, Index index) {
        ColumnKind kind = column.type().single().kind();
        return kind == ColumnKind.TEXT
                || kind == ColumnKind.VARCHAR
                || kind == ColumnKind.BYTEA
                || kind == ColumnKind.JSONB && index.method() == Method.BTREE;
    }

    private static boolean isIn(Column column, Index index) {
        return index.columns().contains(column.name())
                || index.expression()
                        .filter(sql -> sql.contains('"' + column.name() + '"'))
                        .isPresent();
    }

    void row(TableRow row, Subject subject) {
        long bytes = 0;
        for (int place : places) {
            bytes += bytes(row.values().get(place));
        }
        if (bytes > (isFullText ? TSVECTOR_BYTES : ENTRY_BYTES)) {
            tooLong.add(subject::display);
        }
    }

    /** Of an array the longest element where each has an entry of its own, else all together. */
    private long bytes(Object value) {
        if (value instanceof String text) {
            return utf8(text);
        }
        if (value instanceof ByteBuffer bytes) {
            return bytes.remaining();
        }
        if (!(value instanceof List<?> list)) {
            return 0;
        }
        var each = list.stream().mapToLong(this::bytes);
        return index.method() == Method.GIN ? each.max().orElse(0) : each.sum();
    }

    private static long utf8(String text) {
        return text.length() < ENTRY_BYTES / 3 ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
    }

    Optional<Finding> finding() {
        if (tooLong.isEmpty()) {
            return Optional.empty();
        }
        String limit = isFullText ? "over 1 MB of text for a tsvector" : "over 2.7 kB for an index entry";
        return Optional.of(tooLong.finding(
                Severity.WARNING,
                "text-too-long-for-index",
                table.name() + " index " + index.name(),
                limit + ": PostgreSQL may refuse the row in this index; the row is kept then, the index dropped and"
                        + " reported",
                "index an expression, such as left(column, 500), or shorten the documents"));
    }
}
