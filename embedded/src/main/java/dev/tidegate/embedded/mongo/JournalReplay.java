package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings back what a journal holds: data, oplog, and which retryable writes and transactions are done. When the part
 * before the oplog's window has become much larger than the data, it writes a new journal that starts with the data.
 */
final class JournalReplay {
    private static final Logger LOG = LoggerFactory.getLogger(JournalReplay.class);
    private static final long WORTH_COMPACTING = 32L << 20;

    private final Store store;
    private final Sessions sessions;
    private final Transactions transactions;
    private final ChangeApplier applier;
    private final long worthCompacting;

    JournalReplay(Store store, Sessions sessions, Transactions transactions) {
        this(store, sessions, transactions, WORTH_COMPACTING);
    }

    JournalReplay(Store store, Sessions sessions, Transactions transactions, long worthCompacting) {
        this.store = store;
        this.sessions = sessions;
        this.transactions = transactions;
        this.applier = new ChangeApplier(store);
        this.worthCompacting = worthCompacting;
    }

    void run(Journal journal) {
        try {
            JournalReader reader = new JournalReader(journal.file());
            List<JournalReader.FramePosition> places = reader.places();
            long end = places.isEmpty() ? 0 : places.get(places.size() - 1).end();
            if (end < journal.file().size()) {
                LOG.warn("Journal ends in a torn frame, which is cut off path={} position={}", journal.path(), end);
                journal.file().truncate(end);
            }
            replay(journal, reader, places);
            journal.file().position(journal.file().size());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the journal " + journal.path(), e);
        }
    }

    private void replay(Journal journal, JournalReader reader, List<JournalReader.FramePosition> places)
            throws IOException {
        int window = startOfWindow(places);
        for (JournalReader.FramePosition place : places.subList(0, window)) {
            replay(journal, reader.frame(place), place);
        }
        long before = window == 0 ? 0 : places.get(window - 1).end();
        List<JournalReader.FramePosition> rest = places.subList(window, places.size());
        if (before - worthCompacting > 2 * dataSize()) {
            rest = compact(journal, reader, rest);
        }
        JournalReader current = new JournalReader(journal.file());
        for (JournalReader.FramePosition place : rest) {
            replay(journal, current.frame(place), place);
        }
    }

    /** The first frame whose changes still fit into the oplog with all that follow. */
    private int startOfWindow(List<JournalReader.FramePosition> places) {
        OplogSize limit = store.oplog().limit();
        long changes = 0;
        long bytes = 0;
        int start = places.size();
        while (start > 0) {
            JournalReader.FramePosition place = places.get(start - 1);
            changes += place.changes();
            bytes += place.length();
            if (changes > limit.entries() || bytes > limit.bytes()) {
                break;
            }
            start--;
        }
        return start;
    }

    private long dataSize() {
        return store.databases().stream()
                .flatMap(database -> database.collections().stream())
                .mapToLong(StoredCollection::dataSize)
                .sum();
    }

    private void replay(Journal journal, byte[] bytes, JournalReader.FramePosition place) {
        Document frame = BsonReader.document(bytes);
        Origin origin = JournalFrame.originOf(frame);
        List<OplogEntry> entries = new ArrayList<>();
        for (Document written : JournalFrame.changesOf(frame)) {
            Change change = JournalFrame.toChange(written);
            applier.redo(List.of(change));
            store.clock().passed(JournalFrame.timeOf(written));
            int index = origin.inTransaction() ? entries.size() : 0;
            entries.add(new OplogEntry(
                    JournalFrame.timeOf(written), index, JournalFrame.wallTimeOf(frame), change, origin.transaction()));
        }
        if (place.changes() == 0) {
            store.oplog().forgetEarlier();
            return;
        }
        store.oplog().addAll(entries, journal.placesOf(entries, bytes, 0, place.position() + Journal.HEAD));
        remember(origin);
    }

    private void remember(Origin origin) {
        if (origin.inTransaction()) {
            transactions.rememberCommitted(Sessions.id(origin.session()), origin.number());
        } else if (origin.answer() != null) {
            sessions.remember(Sessions.id(origin.session()), origin.number(), origin.answer());
        }
    }

    /** Writes another journal that starts with the data, continues with that, and says where the rest lies in it. */
    private List<JournalReader.FramePosition> compact(
            Journal journal, JournalReader reader, List<JournalReader.FramePosition> rest) throws IOException {
        Path compacted = journal.path().resolveSibling("journal.compacted");
        List<JournalReader.FramePosition> moved = new ArrayList<>(rest.size());
        try (FileChannel file = FileChannel.open(
                compacted, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            new JournalSnapshot(store, file).write();
            for (JournalReader.FramePosition place : rest) {
                moved.add(new JournalReader.FramePosition(file.position(), place.length(), place.changes()));
                Journal.write(file, reader.raw(place));
            }
            file.force(true);
            LOG.info(
                    "Journal compacted path={} bytes={} before={}",
                    journal.path(),
                    file.size(),
                    journal.file().size());
        }
        journal.replaceWith(compacted);
        return moved;
    }
}
