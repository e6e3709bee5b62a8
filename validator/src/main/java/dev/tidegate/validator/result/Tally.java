package dev.tidegate.validator.result;

import dev.tidegate.validator.result.RowCount.Account;
import java.util.List;
import java.util.Map;

/** What one subject adds to the counts of tables. */
public record Tally(List<Entry> entries) {
    public static final Tally NOTHING = new Tally(List.of());

    /** @param source as {@link RowCount} counts, {@code target} likewise */
    public record Entry(String table, long source, long target, Map<Account, Long> accounted) {
        public static Entry of(String table, long source, long target) {
            return new Entry(table, source, target, Map.of());
        }
    }

    public Tally {
        entries = List.copyOf(entries);
    }

    public static Tally of(String table, long source, long target) {
        return new Tally(List.of(Entry.of(table, source, target)));
    }
}
