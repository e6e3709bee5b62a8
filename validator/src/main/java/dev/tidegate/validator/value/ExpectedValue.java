package dev.tidegate.validator.value;

import dev.tidegate.mapping.id.CollectionIds;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.types.ObjectId;

/** What a column must hold. {@link #matches} takes what {@code TargetColumns} reads: null for NULL. */
public sealed interface ExpectedValue {
    ExpectedValue NULL = new Nothing();
    long FIXED_SIZE = 16;

    boolean matches(Object actual);

    /** One text that matches, for PostgreSQL to read; null for NULL. */
    String sqlText();

    /** Equal exactly for what PostgreSQL takes for one key: 42 and 42.0 are one number, 1.5 and "1.5" one text. */
    default Object asKey() {
        return this;
    }

    /** How many bytes it is on its way: text in UTF-8, anything else as the largest of its kind. */
    default long size() {
        return asKey() instanceof String text ? Utf8Count.of(text) : FIXED_SIZE;
    }

    record Nothing() implements ExpectedValue {
        @Override
        public String sqlText() {
            return null;
        }

        @Override
        public long size() {
            return 0;
        }

        @Override
        public boolean matches(Object actual) {
            return actual == null;
        }
    }

    /**
     * {@code Long}, {@code Double}, {@code Float}, {@code Boolean}, {@code String}, {@code LocalDate}, {@code LocalDateTime}
     * or {@code UUID}: equal or not, by the sign of zero as well.
     */
    record Plain(Object value) implements ExpectedValue {
        @Override
        public String sqlText() {
            return SqlText.of(value);
        }

        @Override
        public boolean matches(Object actual) {
            return value.equals(actual);
        }

        @Override
        public Object asKey() {
            return Numbers.withoutSignOfZero(value);
        }
    }

    /** The bytes of a {@code bytea}. */
    record Bytes(byte[] bytes) implements ExpectedValue {
        @Override
        public String sqlText() {
            return SqlText.of(bytes);
        }

        @Override
        public boolean matches(Object actual) {
            return actual instanceof byte[] found && Arrays.equals(bytes, found);
        }

        @Override
        public Object asKey() {
            return ByteBuffer.wrap(bytes);
        }

        @Override
        public long size() {
            return bytes.length;
        }
    }

    /** A row id that must decode to this ObjectId of this collection. */
    record RowId(CollectionIds collection, ObjectId id) implements ExpectedValue {
        @Override
        public String sqlText() {
            return collection.uuid(id).toString();
        }

        @Override
        public boolean matches(Object actual) {
            return actual instanceof UUID uuid
                    && collection.isOwn(uuid)
                    && CollectionIds.objectId(uuid).equals(id);
        }
    }

    /** A number of known scale, as PostgreSQL's numeric keeps it. */
    record ExactNumber(BigDecimal number) implements ExpectedValue {
        @Override
        public String sqlText() {
            return number.toPlainString();
        }

        @Override
        public boolean matches(Object actual) {
            return Numbers.parse(actual)
                    .filter(found -> Numbers.isSameWithScale(number, found))
                    .isPresent();
        }

        @Override
        public Object asKey() {
            return number.stripTrailingZeros();
        }

        @Override
        public long size() {
            return number.toPlainString().length();
        }
    }

    /** A double in a numeric column. */
    record DoubleNumber(double number) implements ExpectedValue {
        @Override
        public String sqlText() {
            return Numbers.shortest(number).toPlainString();
        }

        @Override
        public boolean matches(Object actual) {
            return Numbers.parse(actual)
                    .filter(found -> Numbers.isSame(number, found))
                    .isPresent();
        }

        @Override
        public Object asKey() {
            return Numbers.shortest(number);
        }

        @Override
        public long size() {
            return Numbers.shortest(number).toPlainString().length();
        }
    }

    /** A double in a text column: plain digits where it is integral and below 1e15. */
    record DoubleText(double number) implements ExpectedValue {
        private static final double PLAIN_BELOW = 1e15;

        @Override
        public String sqlText() {
            return (String) asKey();
        }

        @Override
        public boolean matches(Object actual) {
            if (!(actual instanceof String text)) {
                return false;
            }
            if (!Double.isFinite(number)) {
                return text.equals(String.valueOf(number));
            }
            if (number == Math.rint(number) && Math.abs(number) < PLAIN_BELOW) {
                return text.equals(String.valueOf((long) number)) || number == 0 && text.equals("-0");
            }
            return Numbers.parse(text)
                    .filter(found -> found.doubleValue() == number)
                    .isPresent();
        }

        @Override
        public Object asKey() {
            if (!Double.isFinite(number)) {
                return String.valueOf(number);
            }
            if (number == 0) {
                return 1 / number < 0 ? "-0" : "0";
            }
            boolean isPlain = number == Math.rint(number) && Math.abs(number) < PLAIN_BELOW;
            return isPlain
                    ? String.valueOf((long) number)
                    : Numbers.shortest(number).toString();
        }
    }

    record Items(List<ExpectedValue> items) implements ExpectedValue {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String sqlText() {
            return SqlText.array(items);
        }

        @Override
        public long size() {
            return items.stream().mapToLong(item -> 2 + item.size()).sum();
        }

        @Override
        public boolean matches(Object actual) {
            if (!(actual instanceof Object[] found) || found.length != items.size()) {
                return false;
            }
            for (int index = 0; index < found.length; index++) {
                if (!items.get(index).matches(found[index])) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * A BSON value in {@code jsonb} or {@code json}.
     *
     * @param isOrdered in {@code json}: its keys come in their order, and each once
     */
    record Json(org.bson.BsonValue value, boolean isOrdered) implements ExpectedValue {
        @Override
        public String sqlText() {
            return JsonText.write(JsonbRule.tree(value));
        }

        @Override
        public long size() {
            return JsonSize.plain(value);
        }

        @Override
        public boolean matches(Object actual) {
            return jsonOf(actual, isOrdered)
                    .filter(found -> JsonbRule.isSame(value, found) && (!isOrdered || JsonOrder.isSame(value, found)))
                    .isPresent();
        }
    }

    /** The same of a constant that the migration file gives. */
    record JsonConstant(Object tree, boolean isOrdered) implements ExpectedValue {
        @Override
        public String sqlText() {
            return JsonText.write(tree);
        }

        @Override
        public boolean matches(Object actual) {
            return jsonOf(actual, isOrdered)
                    .filter(found -> tree.equals(found) && (!isOrdered || JsonOrder.isSame(tree, found)))
                    .isPresent();
        }
    }

    private static Optional<Object> jsonOf(Object actual, boolean isOrdered) {
        return actual instanceof String text
                ? isOrdered ? JsonText.parseAsItStands(text) : JsonText.parse(text)
                : Optional.empty();
    }

    /**
     * JSON that the document holds as text.
     *
     * @param tree as {@link JsonText} reads it, numbers as numeric keeps them
     * @param size of the text in UTF-8
     */
    record ParsedJson(Object tree, long size) implements ExpectedValue {
        @Override
        public String sqlText() {
            return JsonText.write(tree);
        }

        @Override
        public boolean matches(Object actual) {
            return jsonOf(actual, false).filter(tree::equals).isPresent();
        }
    }
}
