package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * A place in a change stream, written as MongoDB's key string in hexadecimal: time, version, kind, place within a
 * transaction, whether an invalidation, collection, and what the event was. Only the part up to the invalidation is
 * read back.
 *
 * @param ofEvent false for a place between events (a high-water mark), which lies before all events of its time
 */
record ResumeToken(BsonTimestamp time, boolean ofEvent, int indexInTransaction, boolean ofInvalidation)
        implements Comparable<ResumeToken> {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final Comparator<ResumeToken> ORDER = Comparator.comparing(ResumeToken::time)
            .thenComparing(ResumeToken::ofEvent)
            .thenComparing(ResumeToken::indexInTransaction)
            .thenComparing(ResumeToken::ofInvalidation);

    static ResumeToken highWaterMark(BsonTimestamp time) {
        return new ResumeToken(time, false, 0, false);
    }

    static ResumeToken of(OplogEntry entry, boolean ofInvalidation) {
        return new ResumeToken(entry.time(), true, entry.indexInTransaction(), ofInvalidation);
    }

    @Override
    public int compareTo(ResumeToken other) {
        return ORDER.compare(this, other);
    }

    Document toDocument() {
        return new Document("_data", start() + "1404");
    }

    /** With the collection and the event's identity, as far as MongoDB's key string is followed here. */
    Document toDocument(UUID collection, String operation, Optional<Object> id) {
        String uuid = collection == null
                ? "14"
                : "5A1004" + HEX.toHexDigits(collection.getMostSignificantBits())
                        + HEX.toHexDigits(collection.getLeastSignificantBits());
        String key = id.filter(ObjectId.class::isInstance)
                .map(objectId -> "46" + cString("documentKey") + "4664" + cString("_id") + "64"
                        + HEX.formatHex(((ObjectId) objectId).toByteArray()) + "00")
                .orElse("");
        String identity = "463C" + cString("operationType") + "3C" + cString(operation) + key + "00";
        return new Document("_data", start() + uuid + identity + "04");
    }

    private static String cString(String text) {
        return HEX.formatHex(text.getBytes(StandardCharsets.UTF_8)) + "00";
    }

    private String start() {
        return "82" + HEX.toHexDigits(time.getValue()) + "2B04" + (ofEvent ? "2C0100" : "29")
                + integer(indexInTransaction) + (ofInvalidation ? "6F" : "6E");
    }

    private static String integer(int value) {
        if (value == 0) {
            return "29";
        }
        String digits = Integer.toHexString(value << 1).toUpperCase(java.util.Locale.ROOT);
        String even = digits.length() % 2 == 0 ? digits : "0" + digits;
        return HEX.toHexDigits((byte) (0x2A + even.length() / 2)) + even;
    }

    static ResumeToken parse(Object token) {
        if (!(token instanceof Document document) || !(document.get("_data") instanceof String data)) {
            throw Refusal.failedToParse("Bad resume token: _data of missing or of wrong type");
        }
        try {
            return parse(data);
        } catch (RuntimeException e) {
            throw new Refusal(260, "InvalidResumeToken", "The resume token is none: " + e.getMessage());
        }
    }

    private static ResumeToken parse(String data) {
        if (!data.startsWith("82") || !data.startsWith("2B04", 18)) {
            throw new IllegalArgumentException("it starts with other bytes than a time and version 2");
        }
        BsonTimestamp time = new BsonTimestamp(Long.parseUnsignedLong(data.substring(2, 18), 16));
        boolean ofEvent = data.startsWith("2C0100", 22);
        int at = ofEvent ? 28 : 24;
        int bytes = Integer.parseInt(data.substring(at, at + 2), 16) - 0x2A;
        int index = bytes <= 0 ? 0 : Integer.parseInt(data.substring(at + 2, at + 2 + 2 * bytes), 16) >> 1;
        at += 2 + 2 * Math.max(bytes, 0);
        return new ResumeToken(time, ofEvent, index, data.startsWith("6F", at));
    }
}
