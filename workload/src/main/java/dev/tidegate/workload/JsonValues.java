package dev.tidegate.workload;

import java.util.List;
import java.util.SplittableRandom;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/** What sits in the fields of type Json, which nothing ever checked. */
public final class JsonValues {
    private JsonValues() {}

    public static BsonValue any(SplittableRandom random, BsonValue id) {
        return switch (random.nextInt(24)) {
            case 0 -> BsonNull.VALUE;
            case 1 -> new BsonString("urgent");
            case 2 -> new BsonInt64(random.nextLong());
            case 3 -> new BsonDouble(random.nextDouble());
            case 4 -> new BsonDecimal128(Decimal128.parse("1.10"));
            case 5 -> new BsonDecimal128(Decimal128.parse("-12345678901234567890.123400"));
            case 6 -> BsonBoolean.TRUE;
            case 7 -> new BsonDocument();
            case 8 -> new BsonArray();
            case 9 -> new BsonDocument("owner", id).append("at", new BsonDateTime(1_690_000_000_123L));
            case 10 -> rare(random);
            case 11 -> nested();
            default ->
                new BsonArray(List.of(new BsonString("vip"), new BsonString("čeká"), new BsonInt32(random.nextInt(9))));
        };
    }

    private static BsonValue rare(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> new BsonDouble(Double.NaN);
            case 1 -> new BsonArray(List.of(new BsonDouble(Double.NEGATIVE_INFINITY), new BsonDouble(1e300)));
            case 2 -> new BsonDocument("pattern", new BsonRegularExpression("^fa.*", "i"));
            case 3 -> new BsonBinary(new byte[] {0, 1, 2, (byte) 0xFF});
            case 4 -> new BsonTimestamp(1_690_000_000, 7);
            case 5 -> new BsonString("nul\u0000in json");
            case 6 -> new BsonDocument("key\u00e9 \"quoted\"", new BsonString("\u2028\\u0041"));
            default -> new BsonArray(List.of(new BsonDouble(-0.0), new BsonDouble(5e-324), new BsonDouble(0.1)));
        };
    }

    private static BsonValue nested() {
        BsonValue inner = new BsonArray(List.of(new BsonInt32(1), BsonNull.VALUE));
        for (int depth = 0; depth < 12; depth++) {
            inner = new BsonDocument("level" + depth, inner).append("a", new BsonDouble(1.5));
        }
        return inner;
    }

    /** Line items as the invoice reader gives them. */
    static BsonValue invoiceItems(SplittableRandom random) {
        var items = new BsonArray();
        for (int item = random.nextInt(4); item > 0; item--) {
            items.add(new BsonDocument("schema_id", new BsonString("item_description"))
                    .append("value", new BsonString("Kancelářský papír A4"))
                    .append("amount", new BsonDecimal128(Decimal128.parse(random.nextInt(5000) + ".90")))
                    .append("quantity", new BsonDouble(random.nextInt(40) / 2.0))
                    .append("position", new BsonArray(List.of(new BsonInt32(12), new BsonInt32(40)))));
        }
        return items;
    }
}
