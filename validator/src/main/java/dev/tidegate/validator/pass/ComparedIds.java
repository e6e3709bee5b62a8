package dev.tidegate.validator.pass;

import dev.tidegate.validator.sort.Fact;
import dev.tidegate.validator.sort.SortedFacts;
import java.util.Iterator;
import java.util.UUID;

/** The row ids of the documents that a pass has compared, in a fixed amount of memory. For one thread. */
final class ComparedIds implements AutoCloseable {
    private static final int IN_MEMORY = 20_000;

    private final SortedFacts facts;

    ComparedIds() {
        this(new SortedFacts(IN_MEMORY));
    }

    ComparedIds(SortedFacts facts) {
        this.facts = facts;
    }

    void add(UUID rowId) {
        facts.add(new Fact(0, inOrder(rowId), Fact.NOBODY, 0));
    }

    /** For one walk through a table, after the last was added. One walk at a time. */
    Walk walk() {
        return new Walk(facts.sorted());
    }

    /** Asked of row ids in PostgreSQL's order. */
    static final class Walk {
        private final Iterator<Fact> compared;
        private UUID next;

        private Walk(Iterator<Fact> compared) {
            this.compared = compared;
            advance();
        }

        boolean contains(UUID rowId) {
            UUID wanted = inOrder(rowId);
            while (next != null && next.compareTo(wanted) < 0) {
                advance();
            }
            return wanted.equals(next);
        }

        private void advance() {
            next = compared.hasNext() ? compared.next().subject() : null;
        }
    }

    @Override
    public void close() {
        facts.close();
    }

    /** Java compares halves of a UUID as signed numbers, PostgreSQL its bytes. */
    private static UUID inOrder(UUID rowId) {
        return new UUID(
                rowId.getMostSignificantBits() ^ Long.MIN_VALUE, rowId.getLeastSignificantBits() ^ Long.MIN_VALUE);
    }
}
