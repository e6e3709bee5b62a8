package dev.tidegate.validator.result;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The first layer for one table: {@code source = target + accounted}, exactly.
 *
 * @param source documents of an entity's collection; elements of a child table's arrays; edges that documents hold, each
 *     once
 * @param target rows
 * @param accounted why the two may differ, by name
 */
public record RowCount(long source, long target, Map<Account, Long> accounted) {

    /** What explains a document without a row, or a row without a document. */
    public enum Account {
        /** Documents, with all that they would give, that are listed in {@code tidegate.dead_letter}. */
        DEAD_LETTER(1),
        /** Documents that the migration file's {@code where} does not take. */
        EXCLUDED(1),
        /** Rows of an older version of a document that is a dead letter now. */
        STALE_ROW(-1),
        /** Rows that PostgreSQL took of a document of which it refused others. */
        TAKEN_ROW(-1),
        /** Rows that are to be gone, and that PostgreSQL does not let go. */
        UNDELETED_ROW(-1),
        /** Refused rows of which could not be tried whether PostgreSQL refuses them still; explains nothing. */
        UNTRIED_REFUSAL(0),
        /** Removed by a recorded resolution of {@code tidegate references --apply}. */
        REMOVED(1),
        /** Placed by a recorded resolution, so that a reference has its row. */
        PLACEHOLDER(-1);

        private final int sign;

        Account(int sign) {
            this.sign = sign;
        }

        /** 1: lacks in the target; -1: lacks in the source; 0: neither. */
        public int sign() {
            return sign;
        }
    }

    public RowCount {
        accounted = accounted.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(accounted));
    }

    public boolean matches() {
        long explained = accounted.entrySet().stream()
                .mapToLong(account -> account.getKey().sign() * account.getValue())
                .sum();
        return source == target + explained;
    }

    public long accounted(Account account) {
        return accounted.getOrDefault(account, 0L);
    }
}
