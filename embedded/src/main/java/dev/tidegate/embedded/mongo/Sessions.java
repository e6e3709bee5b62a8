package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The last retryable write of each session with its answer, so that a driver that repeats a write whose answer it did
 * not get has it applied once. Guarded by the store's lock.
 */
final class Sessions {
    private static final int REMEMBERED = 20_000;

    private record Write(long number, Document answer) {}

    private final Map<UUID, Write> last = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Write> eldest) {
            return size() > REMEMBERED;
        }
    };

    static UUID id(Document session) {
        if (session.get("id") instanceof UUID id) {
            return id;
        }
        throw Refusal.typeMismatch("BSON field 'lsid.id' is the wrong type, expected type 'binData' of subtype 4");
    }

    void addTo(Map<String, CommandHandler> commands, Transactions transactions) {
        commands.put(
                "startSession",
                request -> new Document("id", new Document("id", UUID.randomUUID())).append("timeoutMinutes", 30));
        commands.put("endSessions", request -> end(request, transactions));
        commands.put("refreshSessions", request -> new Document());
        commands.put("killSessions", request -> end(request, transactions));
        commands.put("killAllSessions", request -> {
            transactions.abortAll();
            return new Document();
        });
    }

    private static Document end(Request request, Transactions transactions) {
        transactions.abort(
                request.documents(request.command()).stream().map(Sessions::id).toList());
        return new Document();
    }

    /** The answer that this very write got before. */
    Optional<Document> earlierAnswer(UUID session, long number) {
        Write write = last.get(session);
        if (write == null || number > write.number()) {
            return Optional.empty();
        }
        if (number < write.number()) {
            throw new Refusal(
                    225,
                    "TransactionTooOld",
                    "Retryable write with txnNumber " + number
                            + " is prohibited on session because a newer retryable write with txnNumber "
                            + write.number()
                            + " has already started on this session.");
        }
        return Optional.of(write.answer());
    }

    void remember(UUID session, long number, Document answer) {
        last.put(session, new Write(number, answer));
    }
}
