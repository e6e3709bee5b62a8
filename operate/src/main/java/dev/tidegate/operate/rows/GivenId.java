package dev.tidegate.operate.resend;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.mapping.id.DocumentId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * An id as somebody types it: 24 hex digits of an ObjectId, the UUID of a row, Extended JSON as dead letters show it, or
 * plainly the text that is a document's {@code _id}.
 *
 * @param collection known where the id says it
 */
public record GivenId(Optional<String> collection, BsonValue id) {
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final String BY_ROW = "SELECT collection, document_id FROM tidegate.id_map WHERE id = ?";

    /** All that it may mean. */
    public static List<GivenId> of(String text, Migration migration, Connection target) throws SQLException {
        if (UUID_FORM.matcher(text).matches()) {
            Set<GivenId> ids = new LinkedHashSet<>(ofRow(UUID.fromString(text), migration, target));
            ids.add(new GivenId(Optional.empty(), new BsonBinary(UUID.fromString(text))));
            return List.copyOf(ids);
        }
        BsonValue id = DocumentId.parse(text).orElseGet(() -> new BsonString(text));
        return List.of(new GivenId(Optional.empty(), id));
    }

    /** The documents that may have this row. */
    public static List<GivenId> ofRow(UUID rowId, Migration migration, Connection target) throws SQLException {
        for (CollectionMapping mapping : migration.collections()) {
            if (new CollectionIds(mapping.collection(), mapping.tag()).isOwn(rowId)) {
                BsonValue id = new BsonObjectId(CollectionIds.objectId(rowId));
                return List.of(new GivenId(Optional.of(mapping.collection()), id));
            }
        }
        try (PreparedStatement statement = target.prepareStatement(BY_ROW)) {
            statement.setObject(1, rowId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? mapped(row.getString(1), row.getString(2), rowId, migration) : List.of();
            }
        }
    }

    /** What the map says counts only where it is true: somebody may have changed it. */
    private static List<GivenId> mapped(String collection, String shown, UUID rowId, Migration migration) {
        return migration.collections().stream()
                .filter(mapping -> mapping.collection().equals(collection))
                .flatMap(mapping -> DocumentId.parse(shown)
                        .filter(id -> DocumentId.of(id)
                                .uuid(new CollectionIds(collection, mapping.tag()))
                                .equals(rowId))
                        .stream())
                .map(id -> new GivenId(Optional.of(collection), id))
                .toList();
    }

    /** The forms in which {@code tidegate.dead_letter} may have it: a number's depends on its type. */
    public List<String> shown() {
        return Stream.concat(Stream.of(id), numbers())
                .map(value -> DocumentId.of(value).display())
                .distinct()
                .toList();
    }

    private Stream<BsonValue> numbers() {
        if (!id.isNumber()
                || id.asNumber().doubleValue() != Math.rint(id.asNumber().doubleValue())) {
            return Stream.empty();
        }
        long number = id.asNumber().longValue();
        return Stream.of(
                number == (int) number ? new BsonInt32((int) number) : new BsonInt64(number),
                new BsonInt64(number),
                new BsonDouble(number));
    }
}
