package dev.tidegate.transform.value;

import dev.tidegate.mapping.bson.CanonicalJson;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/**
 * A BSON value as JSON that {@code jsonb} takes: plain JSON wherever JSON has the value, canonical Extended JSON for the
 * rest.
 *
 * @param isRepaired U+FFFD stands somewhere for what jsonb cannot hold
 */
record JsonbText(String text, boolean isRepaired) {

    static JsonbText of(BsonValue value) {
        Writer writer = new Writer();
        writer.write(value);
        return new JsonbText(writer.json.toString(), writer.repaired);
    }

    /** Recursion is bounded by BSON's own nesting, of which MongoDB allows 100 levels. */
    private static final class Writer {
        private static final char FIRST_UNESCAPED = ' ';

        private final StringBuilder json = new StringBuilder();
        private boolean repaired;

        void write(BsonValue value) {
            switch (value.getBsonType()) {
                case DOCUMENT -> document(value.asDocument());
                case ARRAY -> array(value.asArray());
                case STRING -> string(value.asString().getValue());
                case INT32 -> json.append(value.asInt32().getValue());
                case INT64 -> json.append(value.asInt64().getValue());
                case DOUBLE -> number(value, value.asDouble().getValue());
                case DECIMAL128 -> decimal(value, value.asDecimal128().getValue());
                case BOOLEAN -> json.append(value.asBoolean().getValue());
                case NULL -> json.append("null");
                case OBJECT_ID -> string(value.asObjectId().getValue().toHexString());
                case DATE_TIME -> string(TimestampText.iso(value.asDateTime().getValue()));
                default -> extended(value);
            }
        }

        private void document(BsonDocument document) {
            json.append('{');
            String separator = "";
            for (var field : document.entrySet()) {
                json.append(separator);
                separator = ",";
                string(field.getKey());
                json.append(':');
                write(field.getValue());
            }
            json.append('}');
        }

        private void array(BsonArray array) {
            json.append('[');
            String separator = "";
            for (BsonValue element : array) {
                json.append(separator);
                separator = ",";
                write(element);
            }
            json.append(']');
        }

        private void number(BsonValue value, double number) {
            if (Double.isNaN(number) || Double.isInfinite(number)) {
                extended(value);
            } else {
                json.append(DecimalText.json(number));
            }
        }

        private void decimal(BsonValue value, Decimal128 number) {
            if (number.isFinite()) {
                json.append(number);
            } else {
                extended(value);
            }
        }

        private void extended(BsonValue value) {
            String canonical = CanonicalJson.of(value);
            String safe = SafeText.repairedJson(canonical);
            repaired |= !safe.equals(canonical);
            json.append(safe);
        }

        private void string(String text) {
            String safe = text;
            if (!SafeText.isSafe(text)) {
                safe = SafeText.repaired(text);
                repaired = true;
            }
            json.append('"');
            for (int i = 0; i < safe.length(); i++) {
                character(safe.charAt(i));
            }
            json.append('"');
        }

        private void character(char c) {
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < FIRST_UNESCAPED) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
    }
}
