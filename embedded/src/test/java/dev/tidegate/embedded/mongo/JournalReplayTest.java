package dev.tidegate.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReplayTest {
    private static final int OPLOG_ENTRIES = 10;

    @TempDir
    private Path directory;

    private Store open(long worthCompacting) {
        Journal journal = Journal.open(directory);
        Store store = new Store(Clock.systemUTC(), new Oplog(OplogSize.ofEntries(OPLOG_ENTRIES)), Optional.of(journal));
        Transactions transactions = new Transactions(store, Clock.systemUTC());
        new JournalReplay(store, new Sessions(), transactions, worthCompacting).run(journal);
        return store;
    }

    private static void write(Store store, int id, int n) {
        store.locked(() -> {
            StoredCollection collection = store.databaseOrCreate("crm").collectionOrCreate("accounts");
            collection.removeById(id);
            collection.insert(new Document("_id", id).append("n", n));
            store.publish(store.takePending(), Origin.NONE);
            return null;
        });
    }

    private static String state(Store store) {
        StoredCollection collection = store.collection("crm", "accounts").orElseThrow();
        return collection.uuid() + " " + collection.find(new Document(), new Document("_id", 1), 0, 0, null)
                + " " + OplogDocuments.find(store.oplog(), new Document(), new Document(), 0, 0)
                + " " + store.clock().last();
    }

    @Test
    void keepsDataAndOplogWhenItCompacts() throws IOException {
        String before;
        try (Store store = open(Long.MAX_VALUE)) {
            for (int i = 0; i < 200; i++) {
                write(store, i % 3, i);
            }
            before = state(store);
        }
        long size = Files.size(directory.resolve("journal.bson"));
        try (Store compacted = open(0)) {
            assertThat(state(compacted)).isEqualTo(before);
            assertThat(compacted.oplog().isCut()).isTrue();
            assertThat(Files.size(directory.resolve("journal.bson"))).isLessThan(size / 5);
            write(compacted, 9, 9);
            before = state(compacted);
        }
        try (Store again = open(Long.MAX_VALUE)) {
            assertThat(state(again)).isEqualTo(before);
        }
    }
}
