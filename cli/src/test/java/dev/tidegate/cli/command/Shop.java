package dev.tidegate.cli.command;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/** Documents of every shape that the small migration declares, some of them dead letters on purpose. */
final class Shop {
    private static final Path FILE = Path.of("..", "migrations", "examples", "shop", "migration.yaml");
    private static final List<String> STATES = List.of("new", "open", "paid", "shipped", "customer's");

    private final MongoDatabase database;
    private final Random random;
    private final List<ObjectId> customers = new ArrayList<>();
    private final List<Object> products = new ArrayList<>();
    private final List<Object> orders = new ArrayList<>();

    Shop(MongoDatabase database, long seed) {
        this.database = database;
        this.random = new Random(seed);
    }

    /**
     * The file under another name, so that several tests have topics and a source database of their own; without the
     * policy that the full comparison cannot follow yet.
     */
    static Path migrationFile(Path directory, String name) throws IOException {
        String text = Files.readString(FILE)
                .replace("migration: shop", "migration: " + name)
                .replace("database: shop", "database: " + name)
                .replace("{type: integer, policy: {invalid: null_and_keep}}", "integer");
        return Files.writeString(directory.resolve(name + ".yaml"), text);
    }

    /** Documents that cannot be rows, as {@code <collection> <reason>}. */
    static Set<String> expectedDeadLetters() {
        return Set.of(
                "kunden required-absent",
                "kunden wrong-id-type",
                "products required-absent",
                "orders invalid-enum",
                "orders not-exact");
    }

    void load(int each) {
        for (int i = 0; i < each; i++) {
            customers.add(new ObjectId());
            products.add(productId(i));
            orders.add(i % 2 == 0 ? "order-" + i : (Object) (1_000_000_000_000L + i));
        }
        for (int i = 0; i < each; i++) {
            customers().insertOne(customer(customers.get(i)));
            products().insertOne(product(products.get(i)));
            orders().insertOne(order(orders.get(i)));
        }
        for (int i = 0; i < each / 10; i++) {
            groups().insertOne(group(new ObjectId()));
        }
        customers().insertOne(new Document("_id", new ObjectId()).append("mail", "nameless@example.org"));
        customers().insertOne(new Document("_id", "no ObjectId").append("full_name", "Wrong Id"));
        products().insertOne(new Document("_id", "no price").append("title", "Priceless"));
        orders().insertOne(order("bad state").append("state", "lost"));
        orders().insertOne(
                        order("bad line").append("lines", List.of(line("a", 1).append("quantity", 1.5))));
    }

    /** Every kind of write, on every collection. */
    void change(int writes) {
        for (int i = 0; i < writes; i++) {
            switch (random.nextInt(8)) {
                case 0 -> {
                    ObjectId id = new ObjectId();
                    customers().insertOne(customer(id));
                    customers.add(id);
                }
                case 1 -> replace(customers(), pick(customers));
                case 2 ->
                    customers()
                            .updateOne(
                                    Filters.eq(pick(customers)),
                                    random.nextBoolean()
                                            ? Updates.addToSet("friendOf", pick(customers))
                                            : Updates.pull("friendIds", pick(customers)));
                case 3 -> orders().updateOne(Filters.eq(pick(orders)), Updates.set("lines", lines()));
                case 4 -> orders().deleteOne(Filters.eq(pick(orders)));
                case 5 -> {
                    Object id = pick(orders);
                    orders().replaceOne(Filters.eq(id), order(id), new ReplaceOptions().upsert(true));
                }
                case 6 -> {
                    Object id = pick(products);
                    products().deleteOne(Filters.eq(id));
                    products().insertOne(product(id));
                }
                default -> groups().updateMany(new Document(), Updates.addToSet("members", pick(products)));
            }
        }
    }

    private void replace(MongoCollection<Document> collection, ObjectId id) {
        collection.replaceOne(Filters.eq(id), customer(id));
    }

    private Object productId(int i) {
        return switch (i % 5) {
            case 0 -> "SKU-" + i;
            case 1 -> i;
            case 2 -> (double) i;
            case 3 -> UUID.nameUUIDFromBytes(new byte[] {(byte) i, (byte) (i >> 8)});
            default -> new ObjectId();
        };
    }

    private Document customer(ObjectId id) {
        Document customer = new Document("_id", id)
                .append("full_name", "Käufer " + id)
                .append("friendIds", some(customers))
                .append("friendOf", some(customers))
                .append("favourites", some(products))
                .append("größe", random.nextLong())
                .append("order", random.nextBoolean() ? random.nextInt() : "-12")
                .append("legacyFlags", 7)
                .append("notInTheFile", new Document("a", List.of(1, 2L, 3.5)));
        if (random.nextBoolean()) {
            customer.append("mail", random.nextBoolean() ? "" : id + "@example.org");
        } else {
            customer.append("contact", new Document("email", id + "@example.org"));
        }
        if (random.nextBoolean()) {
            customer.append("createdAt", new Date(1_600_000_000_000L + random.nextInt()));
            customer.append("invitedBy", pick(customers));
            customer.append("credit", new Decimal128(random.nextInt(100_000)));
            customer.append("settings", new Document("newsletter", true).append("at", new Date(0)));
        }
        return customer;
    }

    private Document product(Object id) {
        return new Document("_id", id)
                .append("title", "Ding\u0000 mit NUL " + random.nextInt(100))
                .append("description", random.nextBoolean() ? null : "für alle Fälle")
                .append("price", random.nextBoolean() ? (Object) "12.50" : random.nextDouble())
                .append("labels", random.nextBoolean() ? List.of("a", "b") : "c")
                .append("images", random.nextInt(3) == 0 ? List.of() : List.of("1.png", "2.png"));
    }

    private Document order(Object id) {
        Document order = new Document("_id", id)
                .append("customer", pick(customers))
                .append("state", STATES.get(random.nextInt(STATES.size())))
                .append("placedAt", new Date(1_700_000_000_000L + random.nextInt(1_000_000)))
                .append("gift", random.nextBoolean() ? (Object) "true" : false)
                .append("lines", lines());
        if (random.nextBoolean()) {
            order.append("about", random.nextBoolean() ? pick(products) : pick(customers));
            order.append("shipping", new Document("address", new Document("street", "Gasse 1").append("zip", 1010)));
        }
        return order;
    }

    private Document group(ObjectId id) {
        return new Document("_id", id)
                .append("from", "here")
                .append("quoted", "\"")
                .append("members", some(products));
    }

    private List<Document> lines() {
        List<Document> lines = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            lines.add(line("sku-" + i, random.nextInt(9)));
        }
        return lines;
    }

    private Document line(String sku, int quantity) {
        return new Document("sku", sku)
                .append("productId", pick(products))
                .append("quantity", quantity)
                .append("price", new Document("amount", new Decimal128(quantity)));
    }

    private <T> List<T> some(List<T> all) {
        List<T> some = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            some.add(pick(all));
        }
        return some;
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private MongoCollection<Document> customers() {
        return database.getCollection("kunden");
    }

    private MongoCollection<Document> products() {
        return database.getCollection("products");
    }

    private MongoCollection<Document> orders() {
        return database.getCollection("orders");
    }

    private MongoCollection<Document> groups() {
        return database.getCollection("select");
    }
}
