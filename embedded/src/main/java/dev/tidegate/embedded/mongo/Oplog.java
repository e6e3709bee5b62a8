package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The last changes, oldest first, bounded in number and in bytes. Entries are counted from the first one ever; a
 * reader holds such a number. Guarded by the store's lock.
 */
final class Oplog {
    private final int maxEntries;
    private final long maxBytes;
    private final List<OplogEntry> entries = new ArrayList<>();
    private final Deque<Integer> sizes = new ArrayDeque<>();
    private boolean earlierForgotten;
    private int removed;
    private long first;
    private long bytes;

    Oplog(int maxEntries, long maxBytes) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    void add(OplogEntry entry) {
        int size = sizeOf(entry.change());
        entries.add(entry);
        sizes.add(size);
        bytes += size;
        while (size() > 1 && (size() > maxEntries || bytes > maxBytes)) {
            removeOldest();
        }
    }

    private static int sizeOf(Change change) {
        int size = 200;
        size += change.after() == null ? 0 : BsonSize.of(change.after());
        return size + (change.before() == null ? 0 : BsonSize.of(change.before()));
    }

    void removeOldest() {
        bytes -= sizes.remove();
        entries.set(removed++, null);
        first++;
        if (removed > 4096 && removed > entries.size() / 2) {
            entries.subList(0, removed).clear();
            removed = 0;
        }
    }

    private int size() {
        return entries.size() - removed;
    }

    boolean isEmpty() {
        return size() == 0;
    }

    long bytes() {
        return bytes;
    }

    long maxBytes() {
        return maxBytes;
    }

    /** Whether changes have been forgotten. */
    boolean isCut() {
        return first > 0 || earlierForgotten;
    }

    void forgetEarlier() {
        earlierForgotten = true;
    }

    int maxEntries() {
        return maxEntries;
    }

    long firstNumber() {
        return first;
    }

    /** The number that the next entry will get. */
    long endNumber() {
        return first + size();
    }

    OplogEntry get(long number) {
        return entries.get((int) (number - first) + removed);
    }

    OplogEntry oldest() {
        return get(first);
    }

    OplogEntry newest() {
        return get(endNumber() - 1);
    }

    /** The number of the first entry at this time or later. */
    long atOrAfter(BsonTimestamp time) {
        long low = first;
        long high = endNumber();
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (get(middle).time().compareTo(time) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
