package dev.tidegate.cli.command;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import java.util.List;
import java.util.Random;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Documents that come, go and change kind, drawn from a seed: they are good, dead letters and good again, come back with an
 * {@code _id} of another type that MongoDB takes for the same, and move between collections that references lead to.
 */
final class RestlessDocuments {
    static final String FILE = """
            collections:
              texts: {ids: any, columns: {t: text not null}}
              images: {ids: any, columns: {u: text}}
              things:
                columns: {name: text not null, n: integer}
                children:
                  parts:
                    key: {ordinal: position}
                    columns:
                      kind: text
                      ref: {type: uuid, references: {one_of: [{collection: texts}, {collection: images, column: image}]}}
                      image: {type: uuid, from: [], references: images}
              notes:
                ids: any
                columns: {body: text not null, price: numeric}
                children:
                  lines: {key: {element: k}, columns: {k: {type: numeric, required: true}, v: text}}
            junctions:
              note_things:
                left: {collection: notes, column: note, array: things}
                right: {collection: things, column: thing, array: notes}
            """;

    /** Each group is one {@code _id} to MongoDB. */
    private static final List<List<String>> IDS = List.of(
            List.of("1", "1.0", "{$numberLong: '1'}", "{$numberDecimal: '1.00'}"),
            List.of("'s'"),
            List.of("{a: 1}", "{a: 1.0}", "{a: {$numberDecimal: '1.0'}}"),
            List.of("{a: 1, b: 'x'}", "{a: {$numberLong: '1'}, b: 'x'}"),
            List.of("{b: 'x', a: 1}"),
            List.of("{a: [1, {c: 2}]}", "{a: [1.0, {c: 2.0}]}"),
            List.of("{$uuid: '00112233-4455-6677-8899-aabbccddeeff'}"),
            List.of("{$date: {$numberLong: '5'}}"),
            List.of("{$oid: '650000000000000000000001'}"),
            List.of("'650000000000000000000001'"),
            List.of("{$numberDouble: 'NaN'}", "{$numberDecimal: 'NaN'}"));

    private final MongoDatabase database;
    private final Random random;

    RestlessDocuments(MongoDatabase database, long seed) {
        this.database = database;
        this.random = new Random(seed);
    }

    void change() {
        switch (random.nextInt(4)) {
            case 0 -> change("things", objectId(), "name", thing());
            case 1 -> change("notes", anyId(), "body", note());
            default -> move();
        }
    }

    /** Documents that never change: what is planted beside them must be found whenever it is. */
    void still(int number) {
        insert("notes", "'still" + number + "'", "body: 'b', price: 2.50, lines: [{k: 1, v: 'a'}, {k: 2.5, v: 'b'}]");
        insert("things", stillThing(number), "name: 'still', n: 1, parts: [{kind: 'a', ref: 'home'}]");
        insert("images", "'image" + number + "'", "u: 'u'");
    }

    static String stillThing(int number) {
        return String.format("{$oid: '6600000000000000000000%02x'}", number);
    }

    void home() {
        insert("images", "'home'", "u: 'u'");
    }

    /** Here, there, in both or in none. */
    private void move() {
        String id = anyId();
        for (String collection : List.of("texts", "images")) {
            if (random.nextBoolean()) {
                change(collection, id, collection.equals("texts") ? "t" : "u", "");
            }
        }
    }

    private void change(String name, String id, String required, String more) {
        BsonValue value = value(id);
        MongoCollection<BsonDocument> collection = database.getCollection(name, BsonDocument.class);
        int dice = random.nextInt(10);
        if (dice < 4) {
            collection.deleteOne(new BsonDocument("_id", value));
        }
        if (dice > 1) {
            BsonDocument document = BsonDocument.parse("{" + more + "}");
            document.put(
                    required, random.nextInt(4) == 0 ? new BsonDocument() : new BsonString("v" + random.nextInt()));
            BsonDocument known = collection.find(new BsonDocument("_id", value)).first();
            if (known == null) {
                BsonDocument inserted = new BsonDocument("_id", value);
                inserted.putAll(document);
                collection.insertOne(inserted);
            } else {
                collection.replaceOne(new BsonDocument("_id", known.get("_id")), document, new ReplaceOptions());
            }
        }
    }

    private String thing() {
        return "n: " + pick("1", "2.0", "'3'", "'x'", "null") + ", parts: "
                + list("{kind: 'k', ref: " + anyId() + "}", "{}") + ", notes: " + list(anyId(), anyId());
    }

    private String note() {
        return "price: " + pick("1", "{$numberDecimal: '1.50'}", "'2.5'", "true", "null") + ", lines: "
                + list("{k: " + random.nextInt(3) + ", v: 'v'}", "{k: " + random.nextInt(3) + ".0}", "{}")
                + ", things: "
                + list(objectId(), objectId());
    }

    private String list(String... elements) {
        StringBuilder list = new StringBuilder("[");
        for (int left = random.nextInt(3); left > 0; left--) {
            list.append(list.length() == 1 ? "" : ", ").append(pick(elements));
        }
        return list.append("]").toString();
    }

    private static String objectId(int number) {
        return String.format("{$oid: '6500000000000000000000%02x'}", number);
    }

    String objectId() {
        return objectId(random.nextInt(8));
    }

    String anyId() {
        List<String> group = IDS.get(random.nextInt(IDS.size()));
        return group.get(random.nextInt(group.size()));
    }

    private String pick(String... all) {
        return all[random.nextInt(all.length)];
    }

    private void insert(String collection, String id, String fields) {
        database.getCollection(collection, BsonDocument.class)
                .insertOne(BsonDocument.parse("{_id: " + id + ", " + fields + "}"));
    }

    private static BsonValue value(String json) {
        return BsonDocument.parse("{v: " + json + "}").get("v");
    }
}
