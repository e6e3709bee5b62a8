package dev.tidegate.workload.shop;

import static dev.tidegate.workload.Fault.absent;
import static dev.tidegate.workload.Fault.stringId;
import static dev.tidegate.workload.Fault.value;

import dev.tidegate.workload.Fault;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Documents of the shop that no row can hold. */
final class ShopFaults {
    static final List<Fault> ALL = List.of(
            absent("kunden", "full_name"),
            stringId("kunden"),
            value("kunden", "not-exact", "größe", new BsonDouble(41.5)),
            value("kunden", "out-of-range", "größe", new BsonDouble(1e19)),
            value("kunden", "not-exact", "createdAt", new BsonString("2023-07-22T10:00:00")),
            value("kunden", "wrong-type", "friendIds", new BsonArray(List.of(new BsonDocument()))),
            absent("products", "price"),
            value("products", "not-exact", "price", new BsonString("12,50")),
            value("products", "wrong-type", "title", new BsonDocument("de", new BsonString("Ding"))),
            value("products", "wrong-type", "labels", new BsonArray(List.of(new BsonArray(), new BsonArray()))),
            value("orders", "invalid-enum", "state", new BsonString("lost")),
            value("orders", "wrong-type", "customer", BsonBoolean.TRUE),
            value("orders", "out-of-range", "placedAt", new BsonDateTime(9_300_000_000_000_000L)),
            value("orders", "not-exact", "lines", new BsonArray(List.of(line("a", 1.5)))),
            value("orders", "conflict", "lines", new BsonArray(List.of(line("a", 1), line("b", 2), line("a", 3)))));

    private ShopFaults() {}

    private static BsonValue line(String sku, double quantity) {
        return new BsonDocument("sku", new BsonString(sku))
                .append("quantity", new BsonDouble(quantity))
                .append("price", new BsonDocument("amount", new BsonInt32(1)));
    }
}
