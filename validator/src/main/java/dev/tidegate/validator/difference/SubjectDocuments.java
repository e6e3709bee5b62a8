package dev.tidegate.validator.difference;

import dev.tidegate.mapping.id.DocumentId;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonString;

/** A subject as it is kept for later: ids and names alone. */
public final class SubjectDocuments {
    private SubjectDocuments() {}

    public static BsonDocument write(Subject subject) {
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

    public static Subject read(BsonDocument document) {
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
