package dev.tidegate.validator.integrity;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.mapping.id.CollectionIds;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.BSONException;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonValue;
import org.bson.json.JsonParseException;

/** From row ids back to documents' {@code _id}s: by decoding, or by {@code tidegate.id_map}. */
public final class RowIds {
    private static final String ID_MAP =
            "SELECT id, document_id FROM tidegate.id_map WHERE id = ANY (?) AND collection = ?";
    private static final int BY_NAME = 5;

    private RowIds() {}

    public static CollectionIds ids(CollectionMapping collection) {
        return new CollectionIds(collection.collection(), collection.tag());
    }

    /** May be an id of this collection, going by its bits. */
    static boolean fits(CollectionMapping collection, UUID id) {
        return ids(collection).isOwn(id) || collection.ids() == IdKind.ANY && isByName(id);
    }

    static boolean isByName(UUID id) {
        return id.version() == BY_NAME && id.variant() == 2;
    }

    /** Those that can be told; ids of other collections, and by name without an entry in the map, are left out. */
    public static Map<UUID, BsonValue> documents(
            Connection target, CollectionMapping collection, Collection<UUID> ids) {
        var documents = new HashMap<UUID, BsonValue>();
        CollectionIds own = ids(collection);
        ids.stream().filter(own::isOwn).forEach(id -> documents.put(id, new BsonObjectId(CollectionIds.objectId(id))));
        List<UUID> named = ids.stream().filter(RowIds::isByName).toList();
        if (collection.ids() == IdKind.ANY && !named.isEmpty()) {
            TargetRead.each(
                    target,
                    TidegateTables.ID_MAP,
                    ID_MAP,
                    List.of(array(target, "uuid", named), collection.collection()),
                    row -> {
                        UUID id = row.getObject(1, UUID.class);
                        parse(row.getString(2)).ifPresent(document -> documents.put(id, document));
                    });
        }
        return documents;
    }

    /** Canonical Extended JSON; empty when somebody has written something else there. */
    private static Optional<BsonValue> parse(String json) {
        try {
            return Optional.ofNullable(
                    BsonDocument.parse("{\"v\": " + json + "}").get("v"));
        } catch (JsonParseException | BSONException e) {
            return Optional.empty();
        }
    }

    public static Array array(Connection connection, String type, Collection<?> values) {
        try {
            return connection.createArrayOf(type, values.toArray());
        } catch (SQLException e) {
            throw new IllegalStateException("an array of " + type + " could not be made", e);
        }
    }
}
