package dev.tidegate.validator.result;

import dev.tidegate.validator.result.RowCount.Account;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** The counts of all tables, summed up from what each subject adds. Thread-safe. */
public final class Totals {
    private static final class Sum {
        private long source;
        private long target;
        private final Map<Account, Long> accounted = new EnumMap<>(Account.class);
    }

    private final Map<String, Sum> sums = new TreeMap<>();

    public synchronized void add(Tally tally) {
        tally.entries().forEach(entry -> add(entry, 1));
    }

    public synchronized void subtract(Tally tally) {
        tally.entries().forEach(entry -> add(entry, -1));
    }

    public synchronized void addAll(Totals others) {
        others.counts()
                .forEach((table, count) ->
                        add(new Tally.Entry(table, count.source(), count.target(), count.accounted()), 1));
    }

    private void add(Tally.Entry entry, int sign) {
        Sum sum = sums.computeIfAbsent(entry.table(), table -> new Sum());
        sum.source += sign * entry.source();
        sum.target += sign * entry.target();
        entry.accounted().forEach((account, count) -> sum.accounted.merge(account, sign * count, Long::sum));
    }

    public synchronized Map<String, RowCount> counts() {
        var counts = new TreeMap<String, RowCount>();
        sums.forEach((table, sum) -> counts.put(table, new RowCount(sum.source, sum.target, sum.accounted)));
        return counts;
    }

    public synchronized RowCount of(String table) {
        Sum sum = sums.getOrDefault(table, new Sum());
        return new RowCount(sum.source, sum.target, sum.accounted);
    }
}
