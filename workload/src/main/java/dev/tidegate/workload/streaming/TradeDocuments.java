package dev.tidegate.workload.streaming;

import dev.tidegate.workload.Draft;
import java.util.Locale;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Orders, what users did, and the charts that are made anew each night. */
final class TradeDocuments {
    private TradeDocuments() {}

    static void order(Draft draft, StreamingIds ids) {
        draft.reference("user", "users")
                .put("placed", placed(draft))
                .put("total", TitleDocuments.price(draft))
                .put("currency", new BsonString(draft.one("CZK", "EUR", "GBP")))
                .put("paid", BsonBoolean.valueOf(draft.chance(70)))
                .maybePut("paidAt", new BsonDateTime(1_600_000_000_000L + draft.random.nextInt()))
                .maybePut("discount", new BsonDouble(draft.random.nextInt(100) / 4.0))
                .maybePut("note", new BsonString(draft.one("dárek", "Geschenk", "", "call first")))
                .maybePut("receipt", TitleDocuments.bytes(draft, 20))
                .maybePut("gateway", new BsonDocument("code", new BsonInt32(draft.random.nextInt(600))))
                .put("items", items(draft, ids));
    }

    /** Local time in Prague; never between two and three at night, which is twice or not at all twice a year. */
    private static BsonValue placed(Draft draft) {
        return new BsonString(String.format(
                Locale.ROOT,
                "%02d.%02d.%d %02d:%02d",
                1 + draft.random.nextInt(28),
                1 + draft.random.nextInt(12),
                2020 + draft.random.nextInt(6),
                4 + draft.random.nextInt(20),
                draft.random.nextInt(60)));
    }

    private static BsonArray items(Draft draft, StreamingIds ids) {
        var items = new BsonArray();
        for (int more = draft.random.nextInt(4); more > 0; more--) {
            var item = new BsonDocument("title", draft.anyOf("titles"))
                    .append("price", new BsonString(draft.random.nextInt(400) + ",90"))
                    .append("quantity", draft.integral(1 + draft.random.nextInt(3)))
                    .append("for", draft.chance(20) ? BsonNull.VALUE : draft.anyOf("users"));
            if (draft.chance(40)) {
                int series = draft.random.nextInt(ids.count("titles"));
                item.append("episode", ids.episode(series, 1 + draft.random.nextInt(2), draft.random.nextInt(3)));
            }
            items.add(item);
        }
        return items;
    }

    static void eventOf2025(Draft draft) {
        draft.put("user", draft.anyOf("users")).put("n", new BsonInt32(draft.ordinal));
        event(draft);
    }

    static void event(Draft draft) {
        draft.put("kind", new BsonString(draft.one("view", "rating", "search")))
                .put("at", new BsonDateTime(1_735_000_000_000L + draft.random.nextInt()))
                .maybePut("seconds", draft.integral(draft.random.nextInt(7200)))
                .maybePut("value", new BsonDouble(draft.random.nextInt(10) / 2.0))
                .maybePut("title", draft.anyOf("titles"))
                .maybePut("client", new BsonDocument("agent", new BsonString(draft.one("tv/4", "web", "ios"))));
    }

    static void chart(Draft draft) {
        draft.put("position", new BsonInt32(draft.random.nextInt(100)))
                .put("title", draft.anyOf("titles"))
                .put("score", new BsonDouble(draft.random.nextDouble()));
    }
}
