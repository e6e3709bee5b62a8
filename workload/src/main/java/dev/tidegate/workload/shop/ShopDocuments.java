package dev.tidegate.workload.shop;

import dev.tidegate.workload.Draft;
import dev.tidegate.workload.JsonValues;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/** A shop's documents after three frontends and two price importers. */
final class ShopDocuments {
    private ShopDocuments() {}

    static void customer(Draft draft) {
        draft.text("full_name", draft.one("Jana Nováková", "Jürgen Groß", "Zoë O’Neill", "Søren Ægir", "李雷"))
                .date(draft.chance(70) ? "createdAt" : "created_on")
                .maybePut("credit", amount(draft))
                .maybePut("settings", JsonValues.any(draft.random, draft.anyOf("kunden")))
                .maybeInteger("größe", draft.random.nextInt(40, 60))
                .maybePut("order", rank(draft))
                .maybeReference("invitedBy", "kunden")
                .put("legacyFlags", new BsonInt32(draft.random.nextInt(8)));
        mail(draft);
        favourites(draft);
        draft.edges("friendIds").edges("friendOf");
        if (draft.chance(20)) {
            draft.put("loyalty", new BsonDocument("points", new BsonInt64(draft.random.nextLong())));
        }
    }

    /** The older field, the newer one, or both; then with one address or with two. */
    private static void mail(Draft draft) {
        String address = "kunde" + draft.ordinal + "@example.org";
        if (draft.chance(60)) {
            draft.put("contact", new BsonDocument("email", new BsonString(address)));
        }
        if (draft.chance(40)) {
            draft.put("mail", new BsonString(draft.one(address, "", "alt." + address)));
        }
    }

    private static void favourites(Draft draft) {
        var products = new BsonArray();
        for (int more = draft.random.nextInt(4); more > 0; more--) {
            products.add(draft.chance(5) ? BsonNull.VALUE : productId(draft));
        }
        draft.maybePut("favourites", products.size() == 1 ? products.get(0) : products);
    }

    /** A product's id; a number in the type of whoever wrote the reference. */
    private static BsonValue productId(Draft draft) {
        BsonValue id = draft.anyOf("products");
        if (!id.isNumber()) {
            return id;
        }
        int number = id.asNumber().intValue();
        return switch (draft.random.nextInt(3)) {
            case 0 -> new BsonInt32(number);
            case 1 -> new BsonInt64(number);
            default -> new BsonDouble(number);
        };
    }

    private static BsonValue rank(Draft draft) {
        return switch (draft.random.nextInt(10)) {
            case 0 -> new BsonString("viel");
            case 1 -> new BsonDouble(1.5);
            case 2 -> new BsonString("-12");
            default -> new BsonInt32(draft.random.nextInt());
        };
    }

    private static BsonValue amount(Draft draft) {
        int cents = draft.random.nextInt(1_000_000);
        return switch (draft.random.nextInt(5)) {
            case 0 -> new BsonString(cents / 100 + ".50");
            case 1 -> new BsonDouble(cents / 100.0);
            case 2 -> new BsonInt32(cents);
            default -> new BsonDecimal128(Decimal128.parse(cents + "E-2"));
        };
    }

    static void product(Draft draft) {
        draft.text("title", draft.one("Ding", "Tisch \"Anna\"", "Židle", "Teekanne 1½ l"))
                .maybeText(
                        "description", draft.one("für alle Fälle", "zwei\nZeilen", "\"in quotes\"", "100 % Baumwolle"))
                .put("price", amount(draft))
                .maybePut("labels", labels(draft))
                .maybePut("images", images(draft));
    }

    private static BsonValue labels(Draft draft) {
        return switch (draft.random.nextInt(6)) {
            case 0 -> new BsonString("single");
            case 1 -> new BsonArray(List.of(new BsonInt32(7), BsonNull.VALUE, new BsonString("")));
            case 2 -> new BsonArray();
            default -> new BsonArray(List.of(new BsonString("neu"), new BsonString("rot,grün"), new BsonString("neu")));
        };
    }

    private static BsonValue images(Draft draft) {
        var images = new BsonArray();
        for (int more = draft.random.nextInt(5); more > 0; more--) {
            images.add(draft.chance(10) ? BsonNull.VALUE : new BsonString(draft.random.nextInt(1000) + ".png"));
        }
        return draft.chance(10) ? new BsonString("only.png") : images;
    }

    static void order(Draft draft) {
        draft.reference("customer", "kunden")
                .maybePut(
                        "state", new BsonString(draft.one("new", "open", "paid", "shipped", "sent out", "customer's")))
                .date("placedAt")
                .maybePut("gift", draft.chance(10) ? new BsonString("true") : BsonBoolean.valueOf(draft.chance(30)))
                .maybePut("about", draft.chance(50) ? productId(draft) : draft.anyOf("kunden"))
                .maybePut("lines", lines(draft));
        switch (draft.random.nextInt(6)) {
            case 0 -> draft.put("shipping", new BsonString("picked up"));
            case 1, 2, 3 -> draft.put("shipping", new BsonDocument("address", address(draft)));
            default -> {}
        }
    }

    private static BsonDocument address(Draft draft) {
        return new BsonDocument(
                        "street",
                        new BsonString(draft.one("Gasse ", "Na Příkopě ", "High St ") + draft.random.nextInt(99)))
                .append("zip", draft.chance(50) ? new BsonInt32(1010) : new BsonString("110 00"));
    }

    private static BsonValue lines(Draft draft) {
        var lines = new BsonArray();
        for (int more = draft.random.nextInt(5); more > 0; more--) {
            lines.add(line(draft, "sku-" + more));
        }
        return lines.size() == 1 ? lines.get(0) : lines;
    }

    private static BsonDocument line(Draft draft, String sku) {
        return new BsonDocument("sku", new BsonString(sku))
                .append("productId", productId(draft))
                .append("quantity", draft.integral(1 + draft.random.nextInt(9)))
                .append("price", new BsonDocument("amount", amount(draft)).append("currency", new BsonString("EUR")));
    }

    static void group(Draft draft) {
        draft.maybeText("from", draft.one("here", "there", "Wien", ""))
                .maybeText("quoted", "\"")
                .maybePut("note", new BsonString("nobody reads this"))
                .edges("members");
    }
}
