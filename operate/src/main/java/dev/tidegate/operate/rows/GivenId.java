package dev.tidegate.operate.rows;

import dev.tidegate.mapping.id.DocumentId;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bson.BsonBinary;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * An id as somebody types it: 24 hex digits of an ObjectId, the UUID of a row, Extended JSON as dead letters show it, or
 * plainly the text that is a document's {@code _id}.
 *
 * @param collection known where the id says it
 */
public record GivenId(Optional<String> collection, DocumentId id) {
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    /** All that it may mean. */
    public static List<GivenId> of(String text, DocumentRows rows) throws SQLException {
        if (UUID_FORM.matcher(text).matches()) {
            UUID uuid = UUID.fromString(text);
            Set<GivenId> ids = new LinkedHashSet<>();
            rows.document(uuid)
                    .ifPresent(document -> ids.add(new GivenId(Optional.of(document.collection()), document.id())));
            ids.add(new GivenId(Optional.empty(), DocumentId.of(new BsonBinary(uuid))));
            return List.copyOf(ids);
        }
        BsonValue id = DocumentId.parse(text).orElseGet(() -> new BsonString(text));
        return List.of(new GivenId(Optional.empty(), DocumentId.of(id)));
    }

    /** The forms in which {@code tidegate.dead_letter} may have it: a number's depends on its type. */
    public List<String> shown() {
        return Stream.concat(Stream.of(id), numbers().map(DocumentId::of))
                .map(DocumentId::display)
                .distinct()
                .toList();
    }

    private Stream<BsonValue> numbers() {
        BsonValue value = id.value();
        if (!value.isNumber()
                || value.asNumber().doubleValue() != Math.rint(value.asNumber().doubleValue())) {
            return Stream.empty();
        }
        long number = value.asNumber().longValue();
        return Stream.of(
                number == (int) number ? new BsonInt32((int) number) : new BsonInt64(number),
                new BsonInt64(number),
                new BsonDouble(number));
    }
}
