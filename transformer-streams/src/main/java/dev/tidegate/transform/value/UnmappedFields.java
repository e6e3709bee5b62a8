package dev.tidegate.transform.value;

import dev.tidegate.mapping.bson.CanonicalJson;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * What goes to {@code tidegate.unmapped}: fields that no declaration reads, and originals of values that a column could
 * not take. Immutable, thread-safe.
 *
 * <p>The text is an object: top-level fields in canonical Extended JSON, and under {@code $original} an object of field
 * name → base64 of the value's canonical Extended JSON in UTF-8. A top-level field of which declarations read only parts
 * is kept as a whole, and so is one that a column passed over for another of its fields. In an unmapped field U+FFFD stands for what jsonb cannot hold, and its original is kept, too. A
 * field that is itself named {@code $original} is kept under {@code $original} only.
 */
public final class UnmappedFields {
    static final String ORIGINAL = "$original";
    private static final int MOST_NAMES = 10;

    private final CollectionMapping.UnmappedFields policy;
    private final ReadPaths readPaths;

    private UnmappedFields(CollectionMapping.UnmappedFields policy, ReadPaths readPaths) {
        this.policy = policy;
        this.readPaths = readPaths;
    }

    public static UnmappedFields of(CollectionMapping collection, Migration migration) {
        return new UnmappedFields(
                collection.unmappedFields(), ReadPaths.of(collection, migration, collection.ignoredFields()));
    }

    /**
     * A value is the text of the {@code fields} column, or null when there is nothing to keep and so no row; fails where
     * the file says that unmapped fields fail.
     *
     * @param document decoded ({@link FieldPath#decoded})
     * @param originals top-level fields whose conversion said {@link Conversion.Value#keepOriginal}
     */
    public Conversion convert(BsonDocument document, Set<String> originals) {
        List<String> unread = unread(document);
        if (unread.isEmpty() && originals.isEmpty()) {
            return Conversion.Value.NULL;
        }
        if (policy == CollectionMapping.UnmappedFields.FAIL && !unread.isEmpty()) {
            return new Conversion.Failure(
                    Reason.UNMAPPED,
                    "the collection's policy is unmapped_fields: fail, and no declaration reads all of " + some(unread)
                            + ": map them, ignore them, or keep them");
        }
        Fields fields = new Fields();
        if (policy == CollectionMapping.UnmappedFields.KEEP) {
            unread.forEach(name -> fields.keep(name, document.get(name)));
        }
        originals.stream().filter(document::containsKey).forEach(name -> fields.original(name, document.get(name)));
        return fields.text();
    }

    /** A message is no place for thousands of names. */
    private static String some(List<String> names) {
        return names.size() <= MOST_NAMES
                ? names.toString()
                : names.subList(0, MOST_NAMES) + " and " + (names.size() - MOST_NAMES) + " more";
    }

    /** The top-level fields of which something is left over, in the document's order. */
    public List<String> unread(BsonDocument document) {
        return readPaths.unread(document);
    }

    private static final class Fields {
        private final Map<String, String> kept = new LinkedHashMap<>();
        private final BsonDocument originals = new BsonDocument();

        void keep(String name, BsonValue value) {
            String json = CanonicalJson.of(value);
            String safe = SafeText.repairedJson(json);
            boolean isReserved = name.equals(ORIGINAL);
            if (!isReserved) {
                kept.put(name, safe);
            }
            if (isReserved || !safe.equals(json)) {
                original(name, value);
            }
        }

        void original(String name, BsonValue value) {
            byte[] utf8 = CanonicalJson.of(value).getBytes(StandardCharsets.UTF_8);
            originals.put(
                    SafeText.repaired(name), new BsonString(Base64.getEncoder().encodeToString(utf8)));
        }

        Conversion text() {
            if (!originals.isEmpty()) {
                kept.put(ORIGINAL, JsonbText.of(originals).text());
            }
            StringBuilder json = new StringBuilder("{");
            kept.forEach((name, value) -> json.append(json.length() == 1 ? "" : ",")
                    .append(JsonbText.of(new BsonString(name)).text())
                    .append(':')
                    .append(value));
            return kept.isEmpty()
                    ? Conversion.Value.NULL
                    : Conversion.Value.exact(json.append('}').toString());
        }
    }
}
