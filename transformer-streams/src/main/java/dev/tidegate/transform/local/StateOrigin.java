package dev.tidegate.transform.local;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.BsonInvalidOperationException;
import org.bson.BsonString;
import org.bson.json.JsonParseException;

/**
 * What local state was made with. State of another origin is of no use: it would be taken for this one's.
 *
 * @param topics names and ids of every topic that the state follows from or is kept in; a topic that is deleted and made
 *     again has another id
 */
public record StateOrigin(String migration, String cluster, Map<String, String> topics) {
    private static final String MIGRATION = "migration";
    private static final String CLUSTER = "cluster";
    private static final String TOPICS = "topics";

    public StateOrigin {
        topics = Map.copyOf(topics);
    }

    /** Why state of this origin cannot be used where {@code now} is; a topic that was added since is no reason. */
    Optional<String> difference(StateOrigin now) {
        if (!migration.equals(now.migration)) {
            return Optional.of("it is of migration " + migration);
        }
        if (!cluster.equals(now.cluster)) {
            return Optional.of("it is of Kafka cluster " + cluster + ", this is cluster " + now.cluster);
        }
        return new TreeMap<>(topics)
                .entrySet().stream()
                        .filter(topic -> !topic.getValue().equals(now.topics.get(topic.getKey())))
                        .findFirst()
                        .map(topic -> "topic " + topic.getKey() + " was deleted or made again since");
    }

    String json() {
        BsonDocument ids = new BsonDocument();
        new TreeMap<>(topics).forEach((topic, id) -> ids.append(topic, new BsonString(id)));
        return new BsonDocument(MIGRATION, new BsonString(migration))
                .append(CLUSTER, new BsonString(cluster))
                .append(TOPICS, ids)
                .toJson();
    }

    /** Empty where the text is none of ours: a file that was damaged, or of another build. */
    static Optional<StateOrigin> read(String json) {
        try {
            BsonDocument note = BsonDocument.parse(json);
            if (!note.isString(MIGRATION) || !note.isString(CLUSTER) || !note.isDocument(TOPICS)) {
                return Optional.empty();
            }
            Map<String, String> topics = new TreeMap<>();
            note.getDocument(TOPICS)
                    .forEach((topic, id) ->
                            topics.put(topic, id.isString() ? id.asString().getValue() : ""));
            return Optional.of(new StateOrigin(
                    note.getString(MIGRATION).getValue(),
                    note.getString(CLUSTER).getValue(),
                    topics));
        } catch (JsonParseException | BsonInvalidOperationException e) {
            return Optional.empty();
        }
    }
}
