package dev.tidegate.cli.fuzz;

import dev.tidegate.cli.fuzz.RawValue.Field;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.EnumType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/** Values of every BSON type, with the ends of each range, and those that fit a column. */
final class RandomValues {
    private static final long[] LONGS = {
        0,
        1,
        -1,
        42,
        127,
        128,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 31,
        -(1L << 31) - 1,
        (1L << 53) - 1,
        1L << 53,
        (1L << 53) + 1,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final double[] DOUBLES = {
        0.0,
        -0.0,
        1,
        -1,
        42,
        0.1,
        1.5,
        1e15,
        1e16,
        1e22,
        1e23,
        123456789012345680.0,
        9.223372036854775807E18,
        5e-324,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        2147483647,
        2147483648.0
    };
    private static final List<String> DECIMALS = List.of(
            "0",
            "-0",
            "0E-10",
            "0E+10",
            "-0E+3",
            "1",
            "1.0",
            "1.00",
            "42",
            "42.000",
            "1E+3",
            "1.5E+3",
            "1E-7",
            "NaN",
            "Infinity",
            "-Infinity",
            "9.999999999999999999999999999999999E+6144",
            "1E-6176",
            "1E+6111",
            "0.1",
            "-12.50",
            "1234567890123456789012345678901234");
    private static final long[] DATES = {
        0,
        -1,
        1,
        1_700_000_000_123L,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -210866803200000L,
        -210866803200001L,
        9224318015999999L,
        9224318016000000L,
        -62135596800000L,
        -62135596800001L,
        253402300799999L,
        253402300800000L
    };
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "a",
            "true",
            "false",
            "True",
            "0",
            "12",
            "-5",
            "007",
            "+1",
            "1.50",
            "1E+3",
            "NaN",
            "Infinity",
            "9223372036854775808",
            "2024-02-29T12:00:00.123Z",
            "2023-02-29T12:00Z",
            "2024-02-29T12:00+02:00",
            "2024-02-29",
            "650000000000000000000002",
            "65000000000000000000000A",
            "$name",
            "$$ROOT",
            "$clusterTime",
            "{\"$oid\": 1}",
            "\\N",
            "\\.",
            "\\u0000",
            "a\tb\nc\rd\\e",
            "\"",
            "'",
            "\u0001",
            "\u0000",
            "a\u0000b",
            "\u007f\u0080\u009f",
            "\u2028\u2029",
            "\uFFFD",
            "\uFEFF",
            "\uFFFF",
            "é",
            "e\u0301",
            "名前",
            "😀😀",
            "\u202Eabc",
            "i\u0307",
            "ß",
            "K",
            "null",
            "NULL",
            "[]",
            "{}",
            "{1,2}",
            "red",
            "a.b",
            "%d %s",
            "</script>",
            "x ");
    private static final byte[][] BROKEN = {
        {(byte) 0xFF},
        {'a', (byte) 0xC3},
        {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
        {(byte) 0xC0, (byte) 0x80},
        {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
        {'x', (byte) 0xE2, (byte) 0x82, 'y'}
    };
    private static final int DEEPEST = 88;

    private final Random random;
    private final RandomNames names;

    RandomValues(Random random, RandomNames names) {
        this.random = random;
        this.names = names;
    }

    /** Of any type at all. */
    RawValue any(int depth) {
        if (depth > 0) {
            int kind = random.nextInt(100);
            if (kind < 10) {
                return array(depth - 1);
            }
            if (kind < 22) {
                return document(depth - 1);
            }
            if (kind == 22) {
                return deep();
            }
        }
        return scalar();
    }

    RawValue document(int depth) {
        List<Field> fields = new ArrayList<>();
        for (int field = random.nextInt(4); field > 0; field--) {
            fields.add(new Field(fieldName(), any(depth)));
        }
        return RawValue.document(fields);
    }

    private RawValue array(int depth) {
        List<RawValue> values = new ArrayList<>();
        for (int element = random.nextInt(4); element > 0; element--) {
            values.add(any(depth));
        }
        return RawValue.array(values);
    }

    private RawValue deep() {
        RawValue value = scalar();
        for (int level = random.nextInt(DEEPEST); level > 0; level--) {
            value = random.nextBoolean()
                    ? RawValue.array(List.of(value))
                    : RawValue.document(List.of(new Field("d", value)));
        }
        return value;
    }

    private byte[] fieldName() {
        return random.nextInt(60) == 0
                ? BROKEN[random.nextInt(BROKEN.length)]
                : names.field().getBytes(StandardCharsets.UTF_8);
    }

    private RawValue scalar() {
        return switch (random.nextInt(24)) {
            case 0 -> RawValue.NOTHING;
            case 1 -> RawValue.ABSENT_BUT_NAMED;
            case 2 -> RawValue.MIN_KEY;
            case 3 -> RawValue.MAX_KEY;
            case 4 -> RawValue.bool(random.nextBoolean());
            case 5, 6 -> RawValue.ofInt(integer());
            case 7, 8 -> RawValue.ofLong(bigint());
            case 9, 10 -> RawValue.ofDouble(number());
            case 11 -> RawValue.decimal(decimal());
            case 12 -> RawValue.date(date());
            case 13 -> RawValue.objectId(objectId());
            case 14 ->
                RawValue.timestamp(random.nextBoolean() ? random.nextLong() : LONGS[random.nextInt(LONGS.length)]);
            case 15 -> binary();
            case 16 -> RawValue.regex(pick(List.of("", "a", "^a.*\"/\\\\$", "ü")), pick(List.of("", "i", "imx")));
            case 17 -> RawValue.code(bytes());
            case 18 -> RawValue.codeWithScope(bytes(), document(0));
            case 19 -> RawValue.symbol(bytes());
            case 20 -> RawValue.pointer(pick(List.of("", "db.c", "é")), objectId());
            default -> RawValue.string(bytes());
        };
    }

    /** What the column takes as it is, or converts. */
    RawValue fitting(ColumnType type, List<EnumType> enums) {
        if (random.nextInt(25) == 0 && !type.isJson()) {
            return RawValue.array(List.of(fittingOne(type, enums)));
        }
        return fittingOne(type, enums);
    }

    private RawValue fittingOne(ColumnType type, List<EnumType> enums) {
        return switch (type.kind()) {
            case SMALLINT -> integral((short) integer());
            case REAL -> RawValue.ofDouble((float) number());
            case DOUBLE -> RawValue.ofDouble(number());
            case DATE ->
                random.nextInt(4) > 0
                        ? RawValue.date(86_400_000L * (random.nextInt(60_000) - 20_000))
                        : RawValue.string("20" + (10 + random.nextInt(80)) + "-02-0" + (1 + random.nextInt(9)));
            case VARCHAR, CHAR -> RawValue.string("x".getBytes(StandardCharsets.UTF_8));
            case BYTEA -> binary();
            case INTEGER -> integral(integer());
            case BIGINT -> integral(bigint());
            case NUMERIC ->
                switch (random.nextInt(4)) {
                    case 0 -> RawValue.ofLong(bigint());
                    case 1 -> RawValue.ofDouble(number());
                    case 2 -> RawValue.decimal(decimal());
                    default ->
                        RawValue.string(
                                new BigDecimal(bigint()).movePointLeft(2).toString());
                };
            case BOOLEAN ->
                random.nextInt(4) > 0
                        ? RawValue.bool(random.nextBoolean())
                        : RawValue.string(Boolean.toString(random.nextBoolean()));
            case TIMESTAMP, TIMESTAMPTZ ->
                random.nextInt(4) > 0
                        ? RawValue.date(Math.floorMod(random.nextLong(), 4_000_000_000_000L) - 1_000_000_000_000L)
                        : RawValue.string(
                                "20" + (10 + random.nextInt(80)) + "-02-0" + (1 + random.nextInt(9)) + "T12:00:00.5Z");
            case TEXT -> random.nextInt(4) > 0 ? RawValue.string(wholeText()) : convertibleText();
            case ENUM ->
                RawValue.string(pick(enums.stream()
                        .filter(each -> each.name().equals(type.name()))
                        .findFirst()
                        .orElseThrow()
                        .labels()));
            case UUID -> RawValue.objectId(objectId());
            case JSON, JSONB -> any(4);
            case LIST -> array(type.element(), enums);
        };
    }

    private RawValue array(ColumnType element, List<EnumType> enums) {
        List<RawValue> values = new ArrayList<>();
        for (int count = random.nextInt(5); count > 0; count--) {
            values.add(random.nextInt(10) == 0 ? RawValue.NOTHING : fittingOne(element, enums));
        }
        return RawValue.array(values);
    }

    private RawValue integral(long value) {
        return switch (random.nextInt(5)) {
            case 0 -> RawValue.string(Long.toString(value));
            case 1 -> RawValue.ofDouble((double) (int) value);
            case 2 -> RawValue.decimal(new Decimal128(new BigDecimal(value).setScale(random.nextInt(3))));
            case 3 -> RawValue.ofInt((int) value);
            default -> RawValue.ofLong(value);
        };
    }

    private RawValue convertibleText() {
        return switch (random.nextInt(6)) {
            case 0 -> RawValue.ofInt(integer());
            case 1 -> RawValue.ofLong(bigint());
            case 2 -> RawValue.ofDouble(number());
            case 3 -> RawValue.decimal(decimal());
            case 4 -> RawValue.bool(random.nextBoolean());
            default -> RawValue.date(date());
        };
    }

    /** What MongoDB takes as an {@code _id}: no array, no regular expression, not undefined. */
    RawValue id() {
        RawValue value;
        do {
            value = switch (random.nextInt(5)) {
                case 0 -> RawValue.objectId(objectId());
                case 1 -> RawValue.string(bytes());
                case 2 -> RawValue.ofInt(random.nextInt(20));
                case 3 -> binary();
                default -> any(3);
            };
        } while (value.type() == RawValue.ARRAY
                || value.type() == RawValue.REGEX
                || value.type() == RawValue.UNDEFINED
                || value.bytes().length > 20_000
                || hasDollarName(value));
        return value;
    }

    /** MongoDB refuses these at the top of an {@code _id}. */
    private static boolean hasDollarName(RawValue value) {
        return value.type() == RawValue.DOCUMENT
                && value.toDocument().keySet().stream().anyMatch(name -> name.startsWith("$"));
    }

    /** An int as another type of number; any other value as it is. */
    RawValue sameNumber(RawValue value) {
        if (!value.read().isInt32()) {
            return value;
        }
        int number = value.read().asInt32().getValue();
        return switch (random.nextInt(3)) {
            case 0 -> RawValue.ofLong(number);
            case 1 -> RawValue.ofDouble(number);
            default -> RawValue.decimal(new Decimal128(new BigDecimal(number).setScale(random.nextInt(3))));
        };
    }

    ObjectId objectId() {
        if (random.nextInt(40) == 0) {
            return new ObjectId(random.nextBoolean() ? "000000000000000000000000" : "ffffffffffffffffffffffff");
        }
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        return new ObjectId(bytes);
    }

    private RawValue binary() {
        byte[] data = new byte[random.nextInt(3) == 0 ? 16 : random.nextInt(40)];
        random.nextBytes(data);
        int subtype = pick(List.of(0, 1, 3, 4, 4, 5, 6, 128, 255));
        boolean uuid = subtype == 3 || subtype == 4;
        return RawValue.binary(subtype, uuid ? java.util.Arrays.copyOf(data, 16) : data);
    }

    private int integer() {
        return random.nextInt(3) == 0 ? (int) LONGS[random.nextInt(LONGS.length)] : random.nextInt();
    }

    private long bigint() {
        return random.nextInt(3) == 0 ? LONGS[random.nextInt(LONGS.length)] : random.nextLong();
    }

    private double number() {
        return switch (random.nextInt(4)) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextInt(2_000_000) / 100.0;
            default -> DOUBLES[random.nextInt(DOUBLES.length)];
        };
    }

    private Decimal128 decimal() {
        if (random.nextBoolean()) {
            return Decimal128.parse(pick(DECIMALS));
        }
        BigDecimal digits = new BigDecimal(new BigInteger(1 + random.nextInt(112), random), random.nextInt(60) - 30);
        return new Decimal128(digits.round(MathContext.DECIMAL128));
    }

    private long date() {
        return random.nextBoolean() ? DATES[random.nextInt(DATES.length)] : random.nextLong() >> random.nextInt(40);
    }

    private byte[] bytes() {
        return random.nextInt(30) == 0
                ? BROKEN[random.nextInt(BROKEN.length)]
                : text().getBytes(StandardCharsets.UTF_8);
    }

    /** Without U+0000: what every column of text takes as it is. */
    private String wholeText() {
        return text().replace("\u0000", "");
    }

    String text() {
        return switch (random.nextInt(30)) {
            case 0 -> pick(TEXTS).repeat(1 + random.nextInt(2_000));
            case 1, 2, 3 -> pick(TEXTS) + pick(TEXTS);
            case 4, 5 -> codePoints();
            default -> pick(TEXTS);
        };
    }

    private String codePoints() {
        StringBuilder text = new StringBuilder();
        for (int count = random.nextInt(12); count > 0; count--) {
            int point = random.nextInt(random.nextBoolean() ? 0x250 : 0x110000);
            text.appendCodePoint(point >= 0xD800 && point < 0xE000 ? '?' : point);
        }
        return text.toString();
    }

    <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
