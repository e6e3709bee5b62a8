package dev.tidegate.validator.target;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.NoSuchElementException;

/** Rows one after the other, with one row of look-ahead. For one thread. */
public final class TargetRows implements AutoCloseable {
    private static final int FETCHED_AT_FIRST = 50;
    private static final int FETCHED_AT_MOST = 1000;
    private static final long CHARACTERS_AT_ONCE = 8_000_000;

    private final TargetTable table;
    private final PreparedStatement select;
    private final ResultSet rows;
    private Object[] next;
    private long taken;
    private long largest;
    private long sinceLargest;

    TargetRows(TargetTable table, PreparedStatement select) {
        this.table = table;
        this.select = select;
        try {
            select.setFetchSize(FETCHED_AT_FIRST);
            this.rows = select.executeQuery();
            advance();
        } catch (SQLException e) {
            throw UnreadableTargetException.of(table.table(), e);
        }
    }

    public TargetTable table() {
        return table;
    }

    public boolean hasNext() {
        return next != null;
    }

    /** The next row without taking it. */
    public Object[] peek() {
        if (next == null) {
            throw new NoSuchElementException(table.table().name());
        }
        return next;
    }

    public Object[] take() {
        Object[] row = peek();
        taken++;
        try {
            advance();
        } catch (SQLException e) {
            throw UnreadableTargetException.of(table.table(), e);
        }
        return row;
    }

    public long taken() {
        return taken;
    }

    private void advance() throws SQLException {
        next = rows.next() ? table.read(rows) : null;
        if (next != null) {
            adaptFetchSize(characters(next));
        }
    }

    /** Rows of large documents are fetched a few at a time. */
    private void adaptFetchSize(long characters) throws SQLException {
        sinceLargest++;
        if (characters > largest || sinceLargest == FETCHED_AT_MOST) {
            largest = Math.max(1, characters);
            sinceLargest = 0;
            rows.setFetchSize((int) Math.max(1, Math.min(FETCHED_AT_MOST, CHARACTERS_AT_ONCE / largest)));
        }
    }

    private static long characters(Object[] row) {
        long characters = 0;
        for (Object value : row) {
            characters += value instanceof String text ? text.length() : Long.BYTES;
        }
        return characters;
    }

    @Override
    public void close() {
        try {
            select.close();
        } catch (SQLException e) {
            throw UnreadableTargetException.of(table.table(), e);
        }
    }
}
