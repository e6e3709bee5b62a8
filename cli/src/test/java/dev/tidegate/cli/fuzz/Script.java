package dev.tidegate.cli.fuzz;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.cli.fuzz.RawValue.Field;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.Document;
import org.bson.RawBsonDocument;

/** Writes in their order: those before the start, then those beside the pipeline. */
record Script(List<Write> loaded, List<Write> live) {
    enum WriteKind {
        INSERT,
        REPLACE,
        SET,
        DELETE
    }

    /**
     * @param document of an insert or replacement the document, of a set the fields, of a delete nothing
     */
    record Write(WriteKind kind, String collection, RawValue id, RawValue document) {
        /** Which document, whatever is done to it. */
        String subject() {
            return collection + " " + id.type() + " " + HexFormat.of().formatHex(id.bytes());
        }

        /** One line: what it does, the BSON in hex, and for the eye the document as the driver reads it. */
        String describe() {
            String hex = HexFormat.of().formatHex(document.bytes());
            String json = document.toDocument().toJson();
            return kind + " " + collection + " _id=" + id.read() + " bson="
                    + (hex.length() > 20_000 ? hex.length() / 2 + " bytes" : hex) + " " + cut(json);
        }

        private static String cut(String text) {
            return text.length() > 4_000 ? text.substring(0, 4_000) + "…" : text;
        }
    }

    static Script of(Migration migration, Random random, RandomNames names) {
        RandomDocuments documents = new RandomDocuments(migration, random, names);
        List<Write> loaded = new ArrayList<>();
        Map<CollectionMapping, List<RawValue>> ids = new LinkedHashMap<>(); // first, so that all can be referred to
        for (CollectionMapping collection : migration.collections()) {
            for (int count = random.nextInt(100); count > 0; count--) {
                ids.computeIfAbsent(collection, each -> new ArrayList<>()).add(documents.newId(collection));
            }
        }
        ids.forEach((collection, each) -> each.forEach(id -> loaded.add(
                new Write(WriteKind.INSERT, collection.collection(), id, documents.document(collection, id)))));
        List<Write> known = new ArrayList<>(loaded);
        List<Write> live = new ArrayList<>();
        for (int count = 50 + random.nextInt(200); count > 0; count--) {
            Write write = write(migration, documents, known, random);
            live.add(write);
            known.add(write);
        }
        return new Script(loaded, live);
    }

    private static Write write(Migration migration, RandomDocuments documents, List<Write> known, Random random) {
        boolean isNew = known.isEmpty() || random.nextInt(4) == 0;
        if (isNew) {
            CollectionMapping collection = migration
                    .collections()
                    .get(random.nextInt(migration.collections().size()));
            RawValue id = documents.newId(collection);
            return new Write(WriteKind.INSERT, collection.collection(), id, documents.document(collection, id));
        }
        Write earlier = known.get(random.nextInt(known.size()));
        CollectionMapping collection = migration.collection(earlier.collection());
        WriteKind kind = List.of(
                        WriteKind.INSERT, WriteKind.REPLACE, WriteKind.REPLACE, WriteKind.SET, WriteKind.DELETE)
                .get(random.nextInt(5));
        RawValue id = documents.sameId(earlier.id());
        RawValue document = switch (kind) {
            case DELETE -> RawValue.document(List.of());
            case SET -> documents.someFields(collection, id);
            default -> documents.document(collection, id);
        };
        return new Write(kind, earlier.collection(), id, document);
    }

    Script keeping(Predicate<Write> kept) {
        return new Script(
                loaded.stream().filter(kept).toList(),
                live.stream().filter(kept).toList());
    }

    Set<String> subjects() {
        Set<String> subjects = new LinkedHashSet<>();
        loaded.forEach(write -> subjects.add(write.subject()));
        live.forEach(write -> subjects.add(write.subject()));
        return subjects;
    }

    int size() {
        return loaded.size() + live.size();
    }

    /** @return whether MongoDB took it; what it refuses, or the driver for its size, did not happen */
    static boolean run(Write write, MongoDatabase database) {
        RawBsonDocument command = command(write).toDocument();
        try {
            Document answer = database.runCommand(command);
            return !answer.containsKey("writeErrors");
        } catch (MongoException | BsonMaximumSizeExceededException e) {
            return false;
        }
    }

    private static RawValue command(Write write) {
        RawValue collection = RawValue.string(write.collection());
        RawValue query =
                RawValue.document(List.of(new Field("_id", RawValue.document(List.of(new Field("$eq", write.id()))))));
        return switch (write.kind()) {
            case INSERT -> command("insert", collection, "documents", write.document());
            case DELETE ->
                command(
                        "delete",
                        collection,
                        "deletes",
                        RawValue.document(List.of(new Field("q", query), new Field("limit", RawValue.ofInt(1)))));
            case REPLACE -> command("update", collection, "updates", update(query, write.document()));
            case SET ->
                command(
                        "update",
                        collection,
                        "updates",
                        update(query, RawValue.document(List.of(new Field("$set", write.document())))));
        };
    }

    private static RawValue update(RawValue query, RawValue document) {
        return RawValue.document(
                List.of(new Field("q", query), new Field("u", document), new Field("upsert", RawValue.bool(false))));
    }

    private static RawValue command(String name, RawValue collection, String list, RawValue entry) {
        return RawValue.document(List.of(new Field(name, collection), new Field(list, RawValue.array(List.of(entry)))));
    }
}
