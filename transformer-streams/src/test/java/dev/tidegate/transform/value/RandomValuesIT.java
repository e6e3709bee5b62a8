package dev.tidegate.transform.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.embedded.postgres.EmbeddedPostgresServer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDouble;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Random values go through a conversion into PostgreSQL, and PostgreSQL's own reading of them equals the original. */
class RandomValuesIT {
    private static final long SEED = 20261121;
    private static final int COUNT = 5_000;
    private static EmbeddedPostgresServer server;
    private static TargetColumns columns;

    private final Random random = new Random(SEED);

    @BeforeAll
    static void start() throws SQLException {
        server = EmbeddedPostgresServer.start();
        columns = new TargetColumns(server.createDatabase("random_values"));
    }

    @AfterAll
    static void stop() throws SQLException {
        columns.close();
        server.close();
    }

    @Test
    void doublesReadBackTheSame() throws SQLException {
        List<BsonValue> doubles = values(() -> new BsonDouble(finiteDouble()));
        List<String> bits = doubles.stream()
                .map(value -> Double.toString(value.asDouble().getValue() + 0.0))
                .toList();
        assertThat(read("numeric", doubles, "v::numeric::float8", RandomValuesIT::asDouble))
                .as("seed %d", SEED)
                .isEqualTo(bits);
        assertThat(read("jsonb", doubles, "v::jsonb::float8", RandomValuesIT::asDouble))
                .as("seed %d", SEED)
                .isEqualTo(bits);
        List<String> signed = doubles.stream()
                .map(value -> Double.toString(value.asDouble().getValue()))
                .toList();
        assertThat(read("text", doubles, "v::float8", text -> Double.toString(Double.parseDouble(text))))
                .as("seed %d", SEED)
                .isEqualTo(signed);
    }

    @Test
    void decimalsKeepEveryDigitAndTheirScale() throws SQLException {
        List<BsonValue> decimals = values(() -> new BsonDecimal128(decimal()));
        List<String> plain = decimals.stream()
                .map(value -> plain(value.asDecimal128().getValue()))
                .toList();
        assertThat(read("numeric", decimals, "v::numeric", Function.identity()))
                .as("seed %d", SEED)
                .isEqualTo(plain);
        assertThat(read("jsonb", decimals, "v::jsonb", Function.identity()))
                .as("seed %d", SEED)
                .isEqualTo(plain);
        assertThat(read("text", decimals, "v::numeric", Function.identity()))
                .as("seed %d", SEED)
                .isEqualTo(plain);
    }

    @Test
    void textComesBackSaveForWhatPostgresCannotHold() throws SQLException {
        List<BsonValue> texts = values(() -> new BsonString(text()));
        List<String> expected = texts.stream()
                .map(value -> value.asString().getValue().replace('\0', '\uFFFD'))
                .toList();
        assertThat(read("text", texts, "v", Function.identity()))
                .as("seed %d", SEED)
                .isEqualTo(expected);
        assertThat(read("jsonb", texts, "v::jsonb #>> '{}'", Function.identity()))
                .as("seed %d", SEED)
                .isEqualTo(expected);
    }

    @Test
    void datesKeepTheirMilliseconds() throws SQLException {
        List<BsonValue> dates = values(() -> new BsonDateTime(moment()));
        List<String> expected = dates.stream()
                .map(value -> Long.toString(value.asDateTime().getValue()))
                .toList();
        String milliseconds = "(extract(epoch from " + TargetColumns.timestamp("v") + ") * 1000)::bigint";
        assertThat(read("timestamp(3)", dates, milliseconds, Function.identity()))
                .as("seed %d", SEED)
                .isEqualTo(expected);
    }

    /** Converts all, and lets PostgreSQL evaluate the expression over each text {@code v} in turn. */
    private List<String> read(String type, List<BsonValue> values, String expression, Function<String, String> read)
            throws SQLException {
        TestColumn column = TestColumn.of(type);
        List<Object> converted = new ArrayList<>();
        values.forEach(value -> converted.add(column.value(value)));
        String sql =
                "SELECT (" + expression + ")::text FROM unnest(?::text[]) WITH ORDINALITY AS each(v, n) ORDER BY n";
        return columns.query(sql, converted).stream().map(read).toList();
    }

    private static String asDouble(String text) {
        return Double.toString(Double.parseDouble(text) + 0.0);
    }

    private static List<BsonValue> values(java.util.function.Supplier<BsonValue> value) {
        List<BsonValue> values = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            values.add(value.get());
        }
        return values;
    }

    /** Evenly over all that PostgreSQL has, and often of our own time. */
    private long moment() {
        return random.nextBoolean()
                ? random.nextLong(2_000_000_000_000L)
                : -210_866_803_200_000L + (long) (random.nextDouble() * 9_435_184_819_199_999L);
    }

    private double finiteDouble() {
        double number = random.nextBoolean()
                ? Double.longBitsToDouble(random.nextLong())
                : random.nextInt(10_000_000) / 100.0 * (random.nextBoolean() ? 1 : -1);
        return Double.isFinite(number) ? number : -0.0;
    }

    private Decimal128 decimal() {
        BigInteger digits = new BigInteger(random.nextInt(112) + 1, random);
        int exponent = random.nextInt(10) == 0 ? random.nextInt(6176 + 6111) - 6176 : random.nextInt(40) - 30;
        Decimal128 decimal = new Decimal128(new BigDecimal(digits, -exponent));
        return random.nextInt(4) == 0 ? Decimal128.parse("-" + decimal) : decimal;
    }

    private static String plain(Decimal128 decimal) {
        String text = decimal.toString();
        BigDecimal value = new BigDecimal(text);
        return (value.scale() < 0 ? value.setScale(0) : value).toPlainString();
    }

    private String text() {
        int[] points = random.ints(random.nextInt(40))
                .map(bits -> switch (bits & 7) {
                    case 0 -> 0;
                    case 1 -> 0x1F40E;
                    case 2 -> (bits >>> 3) % 32;
                    case 3 -> "\"\\/'{}".charAt((bits >>> 3) % 6);
                    case 4 -> 0x80 + (bits >>> 3) % 0x700;
                    default -> ' ' + (bits >>> 3) % 95;
                })
                .toArray();
        return new String(points, 0, points.length);
    }
}
