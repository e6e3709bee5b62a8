package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The oplog as the collection {@code local.oplog.rs}. */
final class OplogDocuments {
    private OplogDocuments() {}

    static List<Document> find(Oplog oplog, Document filter, Document sort, int skip, int limit) {
        boolean backwards =
                !sort.isEmpty() && ((Number) sort.values().iterator().next()).intValue() < 0;
        if (!sort.isEmpty() && !sort.containsKey("$natural") && !sort.containsKey("ts")) {
            throw Refusal.notSupported("Sorting the oplog by anything but $natural and ts");
        }
        long end = oplog.endNumber();
        long first = firstAfter(oplog, filter.get("ts"), end);
        Filter compiled = Filter.compile(filter);
        Stream<Document> found = LongStream.range(0, end - first)
                .mapToObj(i -> toDocument(oplog.get(backwards ? end - 1 - i : first + i)))
                .filter(compiled::matches)
                .skip(skip);
        return (limit == 0 ? found : found.limit(limit)).toList();
    }

    /** Where the entries behind a time begin; they lie in the order of their times. */
    private static long firstAfter(Oplog oplog, Object condition, long end) {
        long low = oplog.firstNumber();
        if (!(condition instanceof Document range) || !(range.get("$gt") instanceof BsonTimestamp time)) {
            return low;
        }
        long high = end;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (oplog.timeOf(middle).compareTo(time) > 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    static Document toDocument(OplogEntry entry) {
        Change change = entry.change();
        Document document = new Document("op", change.kind().oplogCode()).append("ns", namespace(change));
        if (change.uuid() != null) {
            document.append("ui", change.uuid());
        }
        document.append("o", operation(change));
        if (change.kind().oplogCode().equals("u")) {
            document.append("o2", new Document("_id", change.id()));
        }
        if (entry.transaction() != null) {
            document.putAll(entry.transaction());
        }
        return document.append("ts", entry.time())
                .append("t", 1L)
                .append("v", 2L)
                .append("wall", entry.wallTime());
    }

    private static String namespace(Change change) {
        return change.kind().oplogCode().equals("c") ? change.database() + ".$cmd" : change.namespace();
    }

    private static Document operation(Change change) {
        return switch (change.kind()) {
            case INSERT, REPLACE -> change.after();
            case UPDATE -> new Document("$v", 2).append("diff", UpdateDescription.diff(change.details()));
            case DELETE -> new Document("_id", change.id());
            case NOOP -> change.details();
            case DROP_DATABASE -> new Document("dropDatabase", 1);
            default -> command(change);
        };
    }

    private static Document command(Change change) {
        String name = ChangeEvents.operation(change.kind());
        Document command = new Document(name.equals("rename") ? "renameCollection" : name, change.collection());
        if (change.details() != null) {
            command.putAll(change.details());
        }
        return command;
    }
}
