package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import java.util.ArrayList;
import java.util.List;

/**
 * The last changes, oldest first, bounded in number and in bytes. Entries are counted from the first one ever; a
 * reader holds such a number. Where there is a journal only the newest are in memory too, all others are read from it.
 * Guarded by the store's lock.
 */
final class Oplog {
    private static final long KEPT_BESIDE_JOURNAL =
            Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 16);

    /** An entry, in memory or in the journal or in both. */
    private static final class Slot {
        private final BsonTimestamp time;
        private final int size;
        private final JournalPlace place;
        private OplogEntry entry;

        Slot(OplogEntry entry, int size, JournalPlace place) {
            this.time = entry.time();
            this.size = size;
            this.place = place;
            this.entry = entry;
        }
    }

    private final OplogSize limit;
    private final List<Slot> slots = new ArrayList<>();
    private boolean earlierForgotten;
    private int removed;
    private long first;
    private long bytes;
    private long firstInMemory;
    private long bytesInMemory;

    Oplog(OplogSize limit) {
        this.limit = limit;
    }

    void add(OplogEntry entry) {
        add(entry, null);
    }

    void addAll(List<OplogEntry> entries, List<JournalPlace> places) {
        for (int i = 0; i < entries.size(); i++) {
            add(entries.get(i), places.get(i));
        }
    }

    private void add(OplogEntry entry, JournalPlace place) {
        Slot slot = new Slot(entry, JournalFrame.size(entry.change()), place);
        slots.add(slot);
        bytes += slot.size;
        bytesInMemory += slot.size;
        while (size() > 1 && (size() > limit.entries() || bytes > limit.bytes())) {
            removeOldest();
        }
        while (bytesInMemory > KEPT_BESIDE_JOURNAL && slot(firstInMemory).place != null) {
            forgetInMemory(slot(firstInMemory));
        }
    }

    private void forgetInMemory(Slot slot) {
        slot.entry = null;
        bytesInMemory -= slot.size;
        firstInMemory++;
    }

    private void removeOldest() {
        Slot oldest = slot(first);
        bytes -= oldest.size;
        if (firstInMemory == first) {
            forgetInMemory(oldest);
        }
        slots.set(removed++, null);
        first++;
        if (removed > 4096 && removed > slots.size() / 2) {
            slots.subList(0, removed).clear();
            removed = 0;
        }
    }

    private int size() {
        return slots.size() - removed;
    }

    boolean isEmpty() {
        return size() == 0;
    }

    long bytes() {
        return bytes;
    }

    OplogSize limit() {
        return limit;
    }

    /** Whether changes have been forgotten. */
    boolean isCut() {
        return first > 0 || earlierForgotten;
    }

    void forgetEarlier() {
        earlierForgotten = true;
    }

    long firstNumber() {
        return first;
    }

    /** The number that the next entry will get. */
    long endNumber() {
        return first + size();
    }

    private Slot slot(long number) {
        return slots.get((int) (number - first) + removed);
    }

    OplogEntry get(long number) {
        Slot slot = slot(number);
        return slot.entry == null ? slot.place.read() : slot.entry;
    }

    BsonTimestamp timeOf(long number) {
        return slot(number).time;
    }

    BsonTimestamp oldestTime() {
        return timeOf(first);
    }

    BsonTimestamp newestTime() {
        return timeOf(endNumber() - 1);
    }

    /** The number of the first entry at this time or later. */
    long atOrAfter(BsonTimestamp time) {
        long low = first;
        long high = endNumber();
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (timeOf(middle).compareTo(time) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
