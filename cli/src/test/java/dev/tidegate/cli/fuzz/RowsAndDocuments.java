package dev.tidegate.cli.fuzz;

import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.bson.ExactBson;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.Migration;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/**
 * Counts with code of its own, the validator's and the transformer's left aside: every document is a row or a dead
 * letter, or both when the letter says stale; every row and letter has its document.
 */
final class RowsAndDocuments {
    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();
    private static final int LONGEST_ID = 64 << 10;
    private static final Pattern LIKE_A_TYPE = Pattern.compile("\\$+(binary|code|date|dbPointer|maxKey|minKey"
            + "|numberDecimal|numberDouble|numberInt|numberLong|oid|options|regex|regularExpression|scope|symbol"
            + "|timestamp|type|undefined|uuid)");
    private static final Set<String> REASONS = Set.of(
            "required-absent",
            "wrong-type",
            "not-exact",
            "out-of-range",
            "invalid-enum",
            "conflict",
            "unmapped",
            "wrong-id-type",
            "refused-by-target");

    private final Migration migration;
    private final MongoDatabase source;
    private final Connection target;
    private final Map<String, Integer> reasons = new TreeMap<>();

    /** A document that has no dead letter, with the id of its row. */
    record Carried(BsonDocument document, UUID row) {}

    private record Letter(String reason, boolean stale) {}

    RowsAndDocuments(Migration migration, MongoDatabase source, Connection target) {
        this.migration = migration;
        this.source = source;
        this.target = target;
    }

    /** The documents of a collection that are rows in their present version. */
    List<Carried> check(CollectionMapping collection) throws SQLException {
        Map<String, BsonDocument> documents = documents(collection);
        Map<String, Letter> letters = letters(collection);
        Map<String, UUID> rows = rows(collection);
        requireNothingElse(collection, documents.keySet(), letters.keySet(), "a dead letter");
        requireNothingElse(collection, documents.keySet(), rows.keySet(), "a row");
        for (Map.Entry<String, Letter> letter : letters.entrySet()) {
            reasons.merge(letter.getValue().reason(), 1, Integer::sum);
            if (!REASONS.contains(letter.getValue().reason())) {
                throw Finding.failure("count: reason", letter.getKey() + " " + letter.getValue());
            }
            if (letter.getValue().stale() != rows.containsKey(letter.getKey())) {
                throw Finding.failure(
                        "count: stale",
                        collection.collection() + " " + letter + " has a row: " + rows.containsKey(letter.getKey()));
            }
        }
        List<Carried> carried = new java.util.ArrayList<>();
        for (Map.Entry<String, BsonDocument> document : documents.entrySet()) {
            if (letters.containsKey(document.getKey())) {
                continue;
            }
            if (!rows.containsKey(document.getKey())) {
                throw Finding.failure(
                        "count: lost",
                        collection.collection() + " " + document.getKey() + " is neither row nor letter");
            }
            carried.add(new Carried(document.getValue(), rows.get(document.getKey())));
        }
        return carried;
    }

    /** How many dead letters of each reason the checked collections had. */
    Map<String, Integer> reasons() {
        return reasons;
    }

    /** Once all documents are deleted: no table has a row, Tidegate's own neither. */
    void requireEmpty() throws SQLException {
        Set<String> tables = new HashSet<>(
                Set.of("tidegate.unmapped", "tidegate.dead_letter", "tidegate.id_map", "tidegate.refused_row"));
        migration.tables().forEach(table -> tables.add(quoted(table.schema()) + "." + quoted(table.name())));
        Map<String, Long> left = new LinkedHashMap<>();
        for (String table : tables) {
            try (PreparedStatement statement = target.prepareStatement("SELECT count(*) FROM " + table);
                    ResultSet row = statement.executeQuery()) {
                row.next();
                if (row.getLong(1) > 0) {
                    left.put(table, row.getLong(1));
                }
            }
        }
        if (!left.isEmpty()) {
            throw Finding.failure("left after all is deleted", left.toString());
        }
    }

    private static void requireNothingElse(
            CollectionMapping collection, Set<String> documents, Set<String> found, String what) {
        Set<String> extra = new HashSet<>(found);
        extra.removeAll(documents);
        if (!extra.isEmpty()) {
            throw Finding.failure(
                    "count: too many", collection.collection() + " has " + what + " without document: " + extra);
        }
    }

    private Map<String, BsonDocument> documents(CollectionMapping collection) {
        Map<String, BsonDocument> documents = new LinkedHashMap<>();
        for (BsonDocument document : source.getCollection(collection.collection(), RawBsonDocument.class)
                .find()
                .map(ExactBson::withId)) {
            BsonDocument before = documents.put(display(document.get("_id")), document);
            if (before != null) {
                throw new IllegalStateException("two documents with one id in " + collection.collection());
            }
        }
        return documents;
    }

    private Map<String, Letter> letters(CollectionMapping collection) throws SQLException {
        Map<String, Letter> letters = new HashMap<>();
        try (PreparedStatement statement = target.prepareStatement(
                "SELECT document_id, reason, stale FROM tidegate.dead_letter WHERE collection = ?")) {
            statement.setString(1, collection.collection());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    letters.put(row.getString(1), new Letter(row.getString(2), row.getBoolean(3)));
                }
            }
        }
        return letters;
    }

    private Map<String, UUID> rows(CollectionMapping collection) throws SQLException {
        Map<UUID, String> map = new HashMap<>();
        try (PreparedStatement statement =
                target.prepareStatement("SELECT id, document_id FROM tidegate.id_map WHERE collection = ?")) {
            statement.setString(1, collection.collection());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    map.put(row.getObject(1, UUID.class), row.getString(2));
                }
            }
        }
        Map<String, UUID> rows = new HashMap<>();
        String sql = "SELECT " + quoted(collection.idColumn()) + " FROM "
                + quoted(migration.target().schema()) + "." + quoted(collection.table());
        try (PreparedStatement statement = target.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                UUID id = row.getObject(1, UUID.class);
                String document = id.version() == 8 ? objectId(id) : map.remove(id);
                if (document == null || rows.put(document, id) != null) {
                    throw Finding.failure("count: id", collection.collection() + " row " + id + " of " + document);
                }
            }
        }
        if (!map.isEmpty()
                || collection.ids() == IdKind.OBJECT_ID
                        && rows.values().stream().anyMatch(id -> id.version() != 8)) {
            throw Finding.failure("count: id map", collection.collection() + " has ids without a row: " + map);
        }
        return rows;
    }

    /** The ObjectId's 96 bits as the design lays them into a UUIDv8. */
    static String objectId(UUID id) {
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits() & 0x3FFF_FFFF_FFFF_FFFFL;
        return String.format("%012x%03x%09x", high >>> 16, high & 0xFFF, low >>> 26);
    }

    static String display(BsonValue id) {
        if (id.isObjectId()) {
            return id.asObjectId().getValue().toHexString();
        }
        String json = new BsonDocument("v", named(id)).toJson(CANONICAL);
        String text = json.substring(json.indexOf(':') + 1, json.length() - 1).strip();
        return text.getBytes(StandardCharsets.UTF_8).length > LONGEST_ID ? "sha256:" + digest(id) : text;
    }

    private static String digest(BsonValue id) {
        ByteBuffer bson =
                ExactBson.encode(new BsonDocument("", id)).getByteBuffer().asNIO();
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bson);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Names like those of Extended JSON's types with one {@code $} more, as docs/values.md has it for ids. */
    private static BsonValue named(BsonValue value) {
        return switch (value.getBsonType()) {
            case DOCUMENT -> named(value.asDocument());
            case ARRAY ->
                new BsonArray(
                        value.asArray().stream().map(RowsAndDocuments::named).toList());
            case JAVASCRIPT_WITH_SCOPE ->
                new BsonJavaScriptWithScope(
                        value.asJavaScriptWithScope().getCode(),
                        named(value.asJavaScriptWithScope().getScope()));
            default -> value;
        };
    }

    private static BsonDocument named(BsonDocument document) {
        BsonDocument named = new BsonDocument();
        document.forEach(
                (name, value) -> named.put(LIKE_A_TYPE.matcher(name).matches() ? "$" + name : name, named(value)));
        return named;
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
