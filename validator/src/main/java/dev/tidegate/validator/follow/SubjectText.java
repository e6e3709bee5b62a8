package dev.tidegate.validator.follow;

import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.difference.Subject;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/** A subject as PostgreSQL keeps it: canonical Extended JSON, ids and names alone. */
final class SubjectText {
    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private SubjectText() {}

    static String write(Subject subject) {
        return document(subject).toJson(CANONICAL);
    }

    private static BsonDocument document(Subject subject) {
        if (subject instanceof Subject.Document document) {
            return new BsonDocument("collection", new BsonString(document.collection()))
                    .append("id", document.id().value());
        }
        if (subject instanceof Subject.Edge edge) {
            return new BsonDocument("junction", new BsonString(edge.junction()))
                    .append("left", new BsonString(edge.left().toString()))
                    .append("right", new BsonString(edge.right().toString()));
        }
        Subject.Row row = (Subject.Row) subject;
        return new BsonDocument("table", new BsonString(row.table())).append("row", new BsonString(row.id()));
    }

    static Subject read(String text) {
        BsonDocument document = BsonDocument.parse(text);
        if (document.containsKey("collection")) {
            return new Subject.Document(document.getString("collection").getValue(), DocumentId.of(document.get("id")));
        }
        if (document.containsKey("junction")) {
            return new Subject.Edge(
                    document.getString("junction").getValue(),
                    UUID.fromString(document.getString("left").getValue()),
                    UUID.fromString(document.getString("right").getValue()));
        }
        return new Subject.Row(
                document.getString("table").getValue(),
                document.getString("row").getValue());
    }
}
