package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Optional;

/** What {@code explain} answers for a {@code find}: whether it uses the index on {@code _id} or reads all. */
record Explanation(Request find, Optional<StoredCollection> collection) {
    Document reply(Optional<Integer> returned) {
        Document reply = new Document("explainVersion", "1")
                .append(
                        "queryPlanner",
                        new Document("namespace", find.namespace())
                                .append("indexFilterSet", false)
                                .append("parsedQuery", filter())
                                .append("winningPlan", plan())
                                .append("rejectedPlans", List.of()));
        returned.ifPresent(count -> reply.append("executionStats", statistics(count)));
        return reply.append("command", find.body())
                .append("serverInfo", new Document("version", HelloCommands.VERSION));
    }

    private Document filter() {
        return find.document("filter");
    }

    private Document plan() {
        if (collection.isEmpty()) {
            return new Document("stage", "EOF");
        }
        if (IdInterval.of(filter()).isEmpty()) {
            return new Document("stage", "COLLSCAN").append("filter", filter()).append("direction", "forward");
        }
        Document scan = new Document("stage", "IXSCAN")
                .append("keyPattern", new Document("_id", 1))
                .append("indexName", IndexSpec.ID_INDEX)
                .append("isUnique", true)
                .append("direction", "forward");
        return new Document("stage", "FETCH").append("filter", filter()).append("inputStage", scan);
    }

    private Document statistics(int returned) {
        List<IdInterval> intervals = IdInterval.of(filter()).orElse(List.of(IdInterval.ALL));
        int examined = collection
                .map(found -> (int) found.state().withIdsIn(intervals, false).count())
                .orElse(0);
        boolean byIndex = IdInterval.of(filter()).isPresent();
        return new Document("executionSuccess", true)
                .append("nReturned", returned)
                .append("executionTimeMillis", 0)
                .append("totalKeysExamined", byIndex ? examined : 0)
                .append("totalDocsExamined", examined)
                .append("executionStages", plan().append("nReturned", returned));
    }
}
