package dev.tidegate.transform.value;

import dev.tidegate.mapping.bson.CanonicalJson;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.DocumentLimits;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * What goes to {@code tidegate.unmapped}: fields that no declaration reads, and originals of values that a column could
 * not take. Immutable, thread-safe.
 *
 * <p>The text is an object: top-level fields in canonical Extended JSON, and under {@code $original} an object of field
 * name → base64 of the value's canonical Extended JSON in UTF-8. A top-level field of which declarations read only parts
 * is kept as a whole, and so is one that a column left for another of its fields. In an unmapped field U+FFFD stands for what jsonb cannot hold, and its original is kept, too. A
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
     * the migration file declares {@code unmapped_fields: fail}.
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
            return Conversion.Failure.of(
                    Reason.UNMAPPED,
                    "the collection's policy is unmapped_fields: fail, and no declaration reads all of " + some(unread),
                    "map them, ignore them, or keep them");
        }
        Fields fields = new Fields();
        if (policy == CollectionMapping.UnmappedFields.KEEP) {
            unread.forEach(name -> fields.keep(name, document.get(name)));
        }
        originals.stream().filter(document::containsKey).forEach(name -> fields.original(name, document.get(name)));
        return fields.text();
    }

    /** A message is no place for thousands of names, nor for one of megabytes. */
    private static String some(List<String> names) {
        List<String> some = names.stream().limit(MOST_NAMES).map(ShortName::of).toList();
        return names.size() <= MOST_NAMES ? some.toString() : some + " and " + (names.size() - MOST_NAMES) + " more";
    }

    /** The top-level fields of which something is left over, in the document's order. */
    public List<String> unread(BsonDocument document) {
        return readPaths.unread(document);
    }

    /**
     * Hears each part of the document that no declaration reads, where the declarations' paths end: the text of a
     * {@link dev.tidegate.mapping.declaration.SourcePath}, with {@code []} behind the name for an element of an array.
     */
    public void unreadParts(BsonDocument document, BiConsumer<String, BsonValue> found) {
        readPaths.unreadParts(document, found);
    }

    /** Gives up what it has made once it is too long, and only counts the rest. */
    private static final class Fields {
        private final Map<String, String> kept = new LinkedHashMap<>();
        private final Map<String, String> originals = new LinkedHashMap<>();
        private long length;

        void keep(String name, BsonValue value) {
            Optional<String> json = canonical(value);
            if (name.equals(ORIGINAL)) {
                json.ifPresent(text -> addOriginal(name, text));
                return;
            }
            json.ifPresent(text -> {
                String safe = SafeText.repairedJson(text);
                add(kept, name, safe);
                if (!safe.equals(text)) {
                    addOriginal(name, text);
                }
            });
        }

        void original(String name, BsonValue value) {
            canonical(value).ifPresent(text -> addOriginal(name, text));
        }

        private Optional<String> canonical(BsonValue value) {
            int left = (int) Math.max(0, DocumentLimits.ROWS_BYTES - length);
            CanonicalJson.Bounded json = CanonicalJson.within(value, left);
            if (json.text().isEmpty()) {
                length += json.length();
                forget();
            }
            return json.text();
        }

        private void addOriginal(String name, String json) {
            byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
            add(originals, name, '"' + Base64.getEncoder().encodeToString(utf8) + '"');
        }

        private void add(Map<String, String> fields, String name, String json) {
            JsonbText key = JsonbText.of(new BsonString(name));
            length += key.length() + json.length();
            if (length > DocumentLimits.ROWS_BYTES) {
                forget();
            } else {
                fields.put(key.text().orElseThrow(), json);
            }
        }

        private void forget() {
            kept.clear();
            originals.clear();
        }

        Conversion text() {
            if (length > DocumentLimits.ROWS_BYTES) {
                return new Conversion.TooLarge(length);
            }
            if (!originals.isEmpty()) {
                kept.put('"' + ORIGINAL + '"', object(originals));
            }
            return kept.isEmpty() ? Conversion.Value.NULL : Conversion.Value.exact(object(kept));
        }

        private static String object(Map<String, String> fields) {
            StringBuilder json = new StringBuilder("{");
            fields.forEach((name, value) -> json.append(json.length() == 1 ? "" : ",")
                    .append(name)
                    .append(':')
                    .append(value));
            return json.append('}').toString();
        }
    }
}
