package dev.tidegate.operate.report;

import dev.tidegate.validator.result.RowCount;
import dev.tidegate.validator.result.RowCount.Account;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The first layer's sum in words. */
final class RowBalance {
    private RowBalance() {}

    /** Positive: rows lack; negative: rows are too many; 0: source = target + accounted. */
    static long unexplained(RowCount rows) {
        long explained = 0;
        for (Map.Entry<Account, Long> account : rows.accounted().entrySet()) {
            explained += account.getKey().sign() * account.getValue();
        }
        return rows.source() - rows.target() - explained;
    }

    /** Such as {@code 2 dead letters, 1 stale row}; empty when nothing is to be accounted for. */
    static String accounted(RowCount rows) {
        return new TreeMap<>(rows.accounted())
                .entrySet().stream()
                        .filter(account -> account.getValue() > 0)
                        .map(account -> name(account.getKey(), account.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static String name(Account account, long count) {
        String noun = switch (account) {
            case DEAD_LETTER -> count == 1 ? "dead letter" : "dead letters";
            case EXCLUDED -> "excluded by where";
            case STALE_ROW -> count == 1 ? "stale row" : "stale rows";
            case TAKEN_ROW -> count == 1 ? "row of a dead letter" : "rows of dead letters";
            case UNDELETED_ROW -> count == 1 ? "row that cannot be deleted" : "rows that cannot be deleted";
            case UNTRIED_REFUSAL -> count == 1 ? "refused row not tried" : "refused rows not tried";
            case REMOVED -> "removed";
            case PLACEHOLDER -> count == 1 ? "placeholder" : "placeholders";
        };
        return String.format(Locale.ROOT, "%,d %s", count, noun);
    }
}
