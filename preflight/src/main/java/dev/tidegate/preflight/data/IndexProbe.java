package dev.tidegate.preflight.data;

import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.ColumnType.Kind;
import dev.tidegate.mapping.declaration.Index;
import dev.tidegate.mapping.declaration.Index.Method;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import dev.tidegate.preflight.finding.Tally;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Text that an index of the file may refuse: a B-tree or GIN entry over about 2.7 kB, a tsvector over 1 MB. May, because
 * PostgreSQL compresses entries, and a tsvector holds each word once.
 */
final class IndexProbe implements ElementProbe {
    static final int ENTRY_BYTES = 2_700;
    static final int TSVECTOR_BYTES = 1 << 20;

    private final Index index;
    private final Table table;
    private final List<Steps> fields;
    private final boolean isFullText;
    private final Tally tooLong = new Tally();

    private IndexProbe(Index index, Table table, List<Steps> fields) {
        this.index = index;
        this.table = table;
        this.fields = fields;
        this.isFullText = index.expression().isPresent();
    }

    /** Empty when no column of the index can be too long. */
    static Optional<IndexProbe> of(Index index, Table table, List<ColumnMapping> columns) {
        List<Steps> fields = columns.stream()
                .filter(column -> canBeLong(column, index) && isIn(column, index))
                .flatMap(column -> column.fields().stream().limit(1))
                .map(Steps::of)
                .toList();
        boolean isLimited = index.method() == Method.BTREE || index.method() == Method.GIN;
        return fields.isEmpty() || !isLimited ? Optional.empty() : Optional.of(new IndexProbe(index, table, fields));
    }

    private static boolean canBeLong(ColumnMapping column, Index index) {
        Kind kind = column.type().kind();
        return kind == Kind.TEXT || kind == Kind.TEXT_ARRAY || kind == Kind.JSONB && index.method() == Method.BTREE;
    }

    private static boolean isIn(ColumnMapping column, Index index) {
        return index.columns().contains(column.column())
                || index.expression()
                        .filter(sql -> sql.contains('"' + column.column() + '"'))
                        .isPresent();
    }

    @Override
    public void look(BsonDocument element, Subject subject) {
        long bytes = 0;
        for (Steps field : fields) {
            bytes += bytes(field.find(element));
        }
        if (bytes > (isFullText ? TSVECTOR_BYTES : ENTRY_BYTES)) {
            tooLong.add(subject::display);
        }
    }

    /** Of an array the longest element where each has an entry of its own, else all together. */
    private long bytes(BsonValue value) {
        if (value == null) {
            return 0;
        }
        if (value.isString()) {
            return utf8(value.asString().getValue());
        }
        if (!value.isArray()) {
            return 0;
        }
        var each = value.asArray().stream().mapToLong(this::bytes);
        return index.method() == Method.GIN ? each.max().orElse(0) : each.sum();
    }

    private static long utf8(String text) {
        return text.length() < ENTRY_BYTES / 3
                ? text.length()
                : text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }

    @Override
    public List<Finding> findings() {
        if (tooLong.isEmpty()) {
            return List.of();
        }
        String limit = isFullText ? "over 1 MB of text for a tsvector" : "over 2.7 kB for an index entry";
        return List.of(tooLong.finding(
                Severity.WARNING,
                "text-too-long-for-index",
                table.name() + " index " + index.name(),
                limit + ": PostgreSQL may refuse the row in this index; the row is kept then, the index dropped and"
                        + " reported",
                "index an expression, such as left(column, 500), or shorten the documents"));
    }
}
