package dev.tidegate.transform.value;

import dev.tidegate.mapping.bson.CanonicalJson;
import dev.tidegate.mapping.declaration.DocumentLimits;
import java.util.Arrays;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/**
 * A BSON value as JSON that {@code jsonb} takes: plain JSON wherever JSON has the value, canonical Extended JSON for the
 * rest.
 *
 * @param text empty when it is longer than {@link DocumentLimits#ROWS_BYTES}; it is not made then
 * @param length in characters, of the whole in either case
 * @param isRepaired U+FFFD stands somewhere for what jsonb cannot hold
 */
record JsonbText(Optional<String> text, long length, boolean isRepaired) {

    static JsonbText of(BsonValue value) {
        Writer writer = new Writer();
        writer.write(value);
        return new JsonbText(
                Optional.ofNullable(writer.json).map(StringBuilder::toString), writer.length, writer.repaired);
    }

    /** Recursion is bounded by BSON's own nesting, of which MongoDB allows 100 levels. */
    private static final class Writer {
        private static final char FIRST_UNESCAPED = ' ';
        private static final String[] ESCAPED = escaped();

        private StringBuilder json = new StringBuilder();
        private long length;
        private boolean repaired;

        void write(BsonValue value) {
            switch (value.getBsonType()) {
                case DOCUMENT -> document(value.asDocument());
                case ARRAY -> array(value.asArray());
                case STRING -> string(value.asString().getValue());
                case INT32 -> put(Integer.toString(value.asInt32().getValue()));
                case INT64 -> put(Long.toString(value.asInt64().getValue()));
                case DOUBLE -> number(value, value.asDouble().getValue());
                case DECIMAL128 -> decimal(value, value.asDecimal128().getValue());
                case BOOLEAN -> put(Boolean.toString(value.asBoolean().getValue()));
                case NULL -> put("null");
                case OBJECT_ID -> string(value.asObjectId().getValue().toHexString());
                case DATE_TIME -> string(TimestampText.iso(value.asDateTime().getValue()));
                default -> extended(value);
            }
        }

        private void document(BsonDocument document) {
            put("{");
            String separator = "";
            for (var field : document.entrySet()) {
                put(separator);
                separator = ",";
                string(field.getKey());
                put(":");
                write(field.getValue());
            }
            put("}");
        }

        private void array(BsonArray array) {
            put("[");
            String separator = "";
            for (BsonValue element : array) {
                put(separator);
                separator = ",";
                write(element);
            }
            put("]");
        }

        private void number(BsonValue value, double number) {
            if (Double.isNaN(number) || Double.isInfinite(number)) {
                extended(value);
            } else {
                put(DecimalText.json(number));
            }
        }

        private void decimal(BsonValue value, Decimal128 number) {
            if (number.isFinite()) {
                put(number.toString());
            } else {
                extended(value);
            }
        }

        private void extended(BsonValue value) {
            CanonicalJson.Bounded canonical = CanonicalJson.within(value, DocumentLimits.ROWS_BYTES);
            if (canonical.text().isEmpty()) {
                length += canonical.length();
                json = null;
                return;
            }
            String safe = SafeText.repairedJson(canonical.text().get());
            repaired |= !safe.equals(canonical.text().get());
            put(safe);
        }

        private void string(String text) {
            String safe = text;
            if (!SafeText.isSafe(text)) {
                safe = SafeText.repaired(text);
                repaired = true;
            }
            put("\"");
            for (int i = 0; i < safe.length(); i++) {
                character(safe.charAt(i));
            }
            put("\"");
        }

        private void character(char c) {
            switch (c) {
                case '"' -> put("\\\"");
                case '\\' -> put("\\\\");
                case '\n' -> put("\\n");
                case '\r' -> put("\\r");
                case '\t' -> put("\\t");
                default -> {
                    if (c < FIRST_UNESCAPED) {
                        put(ESCAPED[c]);
                    } else {
                        put(c);
                    }
                }
            }
        }

        private void put(char c) {
            if (grows(1)) {
                json.append(c);
            }
        }

        private void put(String text) {
            if (grows(text.length())) {
                json.append(text);
            }
        }

        private boolean grows(int by) {
            length += by;
            if (length > DocumentLimits.ROWS_BYTES) {
                json = null;
            }
            return json != null;
        }

        private static String[] escaped() {
            String[] escaped = new String[FIRST_UNESCAPED];
            Arrays.setAll(escaped, c -> String.format("\\u%04x", c));
            return escaped;
        }
    }
}
