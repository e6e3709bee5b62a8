package dev.tidegate.validator.difference;

import dev.tidegate.mapping.id.DocumentId;
import java.util.Objects;
import java.util.UUID;
import org.bson.BsonValue;

/** What is compared as one, and can be compared again by itself. */
public sealed interface Subject {
    /** For people: ids only. */
    String display();

    /** A document with its row, children, unmapped fields, id and dead letter. Two ids are one as {@code DocumentId} says. */
    record Document(String collection, DocumentId id) implements Subject {
        public Document {
            Objects.requireNonNull(collection, "collection");
            Objects.requireNonNull(id, "id");
        }

        public static Document of(String collection, BsonValue id) {
            return new Document(collection, DocumentId.of(id));
        }

        @Override
        public String display() {
            return id.display();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Document document
                    && collection.equals(document.collection)
                    && id.canonical().equals(document.id.canonical());
        }

        @Override
        public int hashCode() {
            return 31 * collection.hashCode() + id.canonical().hashCode();
        }
    }

    /** An edge of a junction, by the row ids of its ends. */
    record Edge(String junction, UUID left, UUID right) implements Subject {
        public UUID end(boolean isLeft) {
            return isLeft ? left : right;
        }

        @Override
        public String display() {
            return left + " " + right;
        }
    }

    /** A row that resolves to no document: a row id that decodes to none, a name that the file does not declare. */
    record Row(String table, String id) implements Subject {
        @Override
        public String display() {
            return id;
        }
    }
}
