package dev.tidegate.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.codecs.DocumentCodec;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/** Commands on one collection of a stand-in, as the tables of the tests write them. */
record StandInOperations(int port, String collection) {
    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    Document send(BsonDocument command) {
        return RawCommand.send(port, "crm", command);
    }

    private Document sendAndCheck(BsonDocument command) {
        Document reply = send(command);
        assertThat(reply.getDouble("ok")).as(reply.toJson()).isEqualTo(1.0);
        assertThat(reply.containsKey("writeErrors")).as(reply.toJson()).isFalse();
        return reply;
    }

    private BsonDocument command(String name) {
        return new BsonDocument(name, new BsonString(collection));
    }

    /** Puts these documents, written as one array, in the place of all others. */
    void holds(String documents) {
        BsonDocument all = BsonDocument.parse("{q: {}, limit: 0}");
        sendAndCheck(command("delete").append("deletes", new BsonArray(List.of(all))));
        BsonArray given = BsonArray.parse(documents);
        if (!given.isEmpty()) {
            sendAndCheck(command("insert").append("documents", given));
        }
    }

    Document update(BsonValue query, BsonValue update, String options) {
        BsonDocument statement = new BsonDocument("q", query).append("u", update);
        statement.putAll(BsonDocument.parse(options));
        return send(command("update").append("updates", new BsonArray(List.of(statement))));
    }

    /** All documents in canonical Extended JSON, so that types, scales and signs can be compared. */
    List<String> all() {
        return batch(command("find").append("sort", new BsonDocument("_id", new BsonInt32(1))));
    }

    List<String> find(BsonDocument filter) {
        return batch(command("find").append("filter", filter));
    }

    List<String> aggregate(BsonArray pipeline) {
        return batch(command("aggregate").append("pipeline", pipeline).append("cursor", new BsonDocument()));
    }

    private List<String> batch(BsonDocument command) {
        Document cursor = sendAndCheck(command).get("cursor", Document.class);
        return cursor.getList("firstBatch", Document.class).stream()
                .map(StandInOperations::canonical)
                .toList();
    }

    private static String canonical(Document document) {
        return document.toJson(CANONICAL, new DocumentCodec());
    }

    static List<String> canonical(String documents) {
        return BsonArray.parse(documents).stream()
                .map(document -> document.asDocument().toJson(CANONICAL))
                .toList();
    }
}
