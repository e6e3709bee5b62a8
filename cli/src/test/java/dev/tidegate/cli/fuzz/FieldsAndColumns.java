package dev.tidegate.cli.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tidegate.cli.fuzz.RowsAndDocuments.Carried;
import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.UnmappedFields;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Policies.Nul;
import dev.tidegate.mapping.declaration.SourcePath;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/**
 * Of a document that is a row, every top-level field is somewhere: a column has it exactly, or {@code tidegate.unmapped}
 * gives the same BSON back. A few rules only, and none of the product's code: the declarations aside.
 */
final class FieldsAndColumns {
    /** Names and numbers may be as long as a document. */
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build());

    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private final Migration migration;
    private final CollectionMapping collection;
    private final Connection target;

    FieldsAndColumns(Migration migration, CollectionMapping collection, Connection target) {
        this.migration = migration;
        this.collection = collection;
        this.target = target;
    }

    void check(List<Carried> carried) throws SQLException {
        Map<UUID, JsonNode> unmapped = unmapped();
        if (collection.unmappedFields() == UnmappedFields.KEEP) {
            for (Carried each : carried) {
                requireKept(each, unmapped.getOrDefault(each.row(), MissingNode.getInstance()));
            }
        }
        for (ColumnMapping column : collection.columns()) {
            requireColumn(column, carried);
        }
        for (ChildTable child : collection.children()) {
            requireChildren(child, carried);
        }
    }

    private void requireKept(Carried carried, JsonNode kept) {
        for (Map.Entry<String, BsonValue> field : carried.document().entrySet()) {
            String name = field.getKey();
            boolean isAsIfAbsent = field.getValue().getBsonType() == org.bson.BsonType.UNDEFINED;
            if (name.equals("_id") || isAsIfAbsent || collection.ignoredFields().contains(name) || isTaken(field)) {
                continue;
            }
            JsonNode found = original(kept, name).orElseGet(() -> kept.path(name));
            if (!tree(field.getValue()).equals(found)) {
                throw Finding.failure(
                        "field: not kept",
                        collection.collection() + " " + carried.document().get("_id") + " field '" + name + "' "
                                + field.getValue().getBsonType() + " is kept as " + found);
            }
        }
    }

    /** Read as a whole, or a sub-document all of whose fields are read. */
    private boolean isTaken(Map.Entry<String, BsonValue> field) {
        Set<String> texts = new HashSet<>();
        collection.columns().forEach(column -> texts.addAll(column.fields()));
        collection.children().forEach(child -> texts.add(child.field()));
        migration.junctions().stream()
                .flatMap(junction -> Stream.of(junction.left(), junction.right()))
                .filter(end -> end.collection().equals(collection.collection()))
                .forEach(end -> end.array().ifPresent(texts::add));
        List<List<String>> paths =
                texts.stream().map(text -> SourcePath.of(text).names()).toList();
        if (paths.contains(List.of(field.getKey()))) {
            return true;
        }
        Set<String> below = new HashSet<>();
        paths.stream()
                .filter(path -> path.get(0).equals(field.getKey()))
                .map(path -> path.get(1))
                .forEach(below::add);
        if (below.isEmpty()) {
            return false;
        }
        boolean leadsOn = field.getValue().isDocument();
        return field.getValue().isNull()
                || leadsOn && below.containsAll(field.getValue().asDocument().keySet());
    }

    /** The tree that a value's canonical Extended JSON is; the order of keys does not count. */
    private static JsonNode tree(BsonValue value) {
        return read(new BsonDocument("v", value).toJson(CANONICAL)).get("v");
    }

    private static Optional<JsonNode> original(JsonNode kept, String name) {
        JsonNode original = kept.path("$original").path(name);
        if (!original.isTextual()) {
            return Optional.empty();
        }
        try {
            byte[] json = Base64.getDecoder().decode(original.asText());
            return Optional.of(read(new String(json, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a field of the document that is named $original itself
        }
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
    }

    private Map<UUID, JsonNode> unmapped() throws SQLException {
        Map<UUID, JsonNode> unmapped = new HashMap<>();
        try (PreparedStatement statement =
                target.prepareStatement("SELECT id, fields::text FROM tidegate.unmapped WHERE \"table\" = ?")) {
            statement.setString(1, collection.table());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    unmapped.put(row.getObject(1, UUID.class), read(row.getString(2)));
                }
            }
        }
        return unmapped;
    }

    /** Values that a column takes as they are. */
    private void requireColumn(ColumnMapping column, List<Carried> carried) throws SQLException {
        boolean isPlain = column.fields().size() == 1
                && SourcePath.of(column.fields().get(0)).names().size() == 1
                && column.constant().isEmpty()
                && column.valueMap().isEmpty();
        if (!isPlain
                || !Set.of(ColumnKind.TEXT, ColumnKind.BIGINT, ColumnKind.BOOLEAN, ColumnKind.TIMESTAMP)
                        .contains(column.type().kind())) {
            return;
        }
        Map<UUID, String> stored = column(column);
        for (Carried each : carried) {
            BsonValue value =
                    each.document().get(SourcePath.of(column.fields().get(0)).topLevel());
            String expected = value == null ? null : exactly(value, column);
            if (expected != null && !expected.equals(stored.get(each.row()))) {
                throw Finding.failure(
                        "column: " + column.type().kind(),
                        collection.collection() + " " + each.document().get("_id") + " field '"
                                + column.fields().get(0) + "': expected " + expected + ", is "
                                + stored.get(each.row()));
            }
        }
    }

    private static String exactly(BsonValue value, ColumnMapping column) {
        return switch (column.type().kind()) {
            case TEXT -> {
                boolean isWhole = value.isString()
                        && !(value.asString().getValue().indexOf('\0') >= 0)
                        && !(value.asString().getValue().isEmpty()
                                && column.policies().emptyAsNull());
                yield isWhole && column.policies().nul() == Nul.REPLACE
                        ? value.asString().getValue()
                        : null;
            }
            case BIGINT -> value.isInt64() ? Long.toString(value.asInt64().getValue()) : null;
            case BOOLEAN ->
                value.isBoolean() ? Boolean.toString(value.asBoolean().getValue()) : null;
            default -> value.isDateTime() ? Long.toString(value.asDateTime().getValue()) : null;
        };
    }

    private Map<UUID, String> column(ColumnMapping column) throws SQLException {
        String name = RowsAndDocuments.quoted(column.column());
        String text = column.type().kind() == ColumnKind.TIMESTAMP
                ? "round(extract(epoch FROM " + name + ") * 1000)::bigint::text"
                : name + "::text";
        Map<UUID, String> stored = new HashMap<>();
        String sql = "SELECT " + RowsAndDocuments.quoted(collection.idColumn()) + ", " + text + " FROM "
                + table(collection.table());
        try (PreparedStatement statement = target.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                stored.put(row.getObject(1, UUID.class), row.getString(2));
            }
        }
        return stored;
    }

    /** As many rows as elements that are not as if absent. */
    private void requireChildren(ChildTable child, List<Carried> carried) throws SQLException {
        if (child.field().contains(".")) {
            return;
        }
        Map<UUID, Long> counts = new HashMap<>();
        String parent = RowsAndDocuments.quoted(child.parentColumn());
        String sql = "SELECT " + parent + ", count(*) FROM " + table(child.table()) + " GROUP BY 1";
        try (PreparedStatement statement = target.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                counts.put(row.getObject(1, UUID.class), row.getLong(2));
            }
        }
        for (Carried each : carried) {
            BsonValue value = each.document().get(child.field());
            long elements = value == null || isAbsent(value)
                    ? 0
                    : value.isArray()
                            ? value.asArray().stream()
                                    .filter(element -> !isAbsent(element))
                                    .count()
                            : 1;
            if (elements != counts.getOrDefault(each.row(), 0L)) {
                throw Finding.failure(
                        "children: count",
                        collection.collection() + " " + each.document().get("_id") + " has " + elements
                                + " elements in '" + child.field() + "', table '" + child.table() + "' has "
                                + counts.getOrDefault(each.row(), 0L));
            }
        }
    }

    private static boolean isAbsent(BsonValue value) {
        return value.isNull() || value.getBsonType() == org.bson.BsonType.UNDEFINED;
    }

    private String table(String name) {
        return RowsAndDocuments.quoted(migration.target().schema()) + "." + RowsAndDocuments.quoted(name);
    }
}
