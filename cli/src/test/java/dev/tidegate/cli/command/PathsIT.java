package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.tidegate.cli.command.RunningShop.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names with dots, elements by their index, and sub-documents whose names are data, through the whole pipeline. */
@Tag("mongodb")
class PathsIT {
    private static final String FILE = """
            collections:
              places:
                columns:
                  lon: {type: numeric, from: location.coordinates.0}
                  lat: {type: numeric, from: location.coordinates.1}
                  kind: {type: text, from: location.type}
                  version: {type: text, from: {path: ["meta.data", "$v"]}}
                children:
                  titles:
                    from: title
                    key: {map_key: locale}
                    scalar: text
                    columns: {text: text not null}
                  visits:
                    from: {path: ["meta.data", years]}
                    key: {map_key: year}
                    columns: {year: integer not null, guests: integer, first: {type: text, from: names.0}}
                  events: {from: events, key: {ordinal: no}, columns: {name: text}}
            junctions:
              hosts:
                left: {collection: places, column: place, array: events.by}
                right: {collection: places, column: host}
            """;

    @TempDir
    Path directory;

    @Test
    void keepsUpWithChangesAndNamesDamage() throws Exception {
        try (Servers servers = Servers.start();
                RunningShop shop = RunningShop.withFile(servers, "paths", directory, FILE)) {
            MongoCollection<Document> places = shop.source().getCollection("places");
            List<ObjectId> ids = java.util.stream.IntStream.range(0, 40)
                    .mapToObj(n -> new ObjectId())
                    .toList();
            for (int n = 0; n < ids.size(); n++) {
                places.insertOne(place(ids.get(n), n).append("events", events(ids.get(n), ids.get(0))));
            }
            shop.start();
            shop.awaitWritten();
            requireSame(shop);
            assertThat(shop.query("SELECT text FROM titles WHERE locale = 'x.y' AND text = 'odd 3'"))
                    .hasSize(1);
            assertThat(shop.query("SELECT guests FROM visits WHERE year = 2024 AND \"first\" = 'a3'"))
                    .containsExactly("3");
            assertThat(shop.query("SELECT version FROM places WHERE lon = 3.5 AND lat = 50"))
                    .containsExactly("v3");
            assertThat(shop.query("SELECT 1 FROM tidegate.unmapped")).isEmpty();
            assertThat(shop.query("SELECT count(*) FROM hosts")).containsExactly("79");
            assertThat(shop.query("SELECT count(*) FROM events")).containsExactly("160");

            places.updateOne(Filters.eq(ids.get(0)), Updates.unset("title"));
            places.updateOne(Filters.eq(ids.get(1)), Updates.set("title.de", "neu"));
            places.updateOne(Filters.eq(ids.get(2)), Updates.set("title", new Document("en", "only")));
            places.updateOne(Filters.eq(ids.get(3)), Updates.set("title", List.of("no", "map")));
            places.updateOne(Filters.eq(ids.get(4)), Updates.set("location.coordinates", List.of(1, 2, 300)));
            places.updateOne(Filters.eq(ids.get(5)), Updates.set("location.coordinates", "14.5,50"));
            places.updateOne(Filters.eq(ids.get(6)), Updates.set("title.cs", null));
            places.replaceOne(Filters.eq(ids.get(7)), new Document("meta.data", new Document("years", new Document())));
            places.deleteOne(Filters.eq(ids.get(8)));
            places.updateOne(Filters.eq(ids.get(9)), Updates.set("events.0.by", ids.get(10)));
            places.updateOne(Filters.eq(ids.get(10)), Updates.unset("events"));
            shop.awaitWritten();
            requireSame(shop);
            assertThat(shop.query("SELECT reason FROM tidegate.dead_letter")).containsExactly("wrong-type");
            assertThat(shop.query("SELECT count(*) FROM hosts JOIN places ON place = places.id WHERE version = 'v9'"))
                    .containsExactly("3");
            assertThat(shop.query("SELECT count(*) FROM titles WHERE text = 'only' OR text = 'neu'"))
                    .containsExactly("2");
            assertThat(shop.query("SELECT count(*) FROM tidegate.unmapped")).containsExactly("3");

            assertThat(shop.execute("UPDATE titles SET locale = 'fr' WHERE text = 'odd 10'"))
                    .isOne();
            assertThat(shop.execute("UPDATE visits SET guests = 0 WHERE guests = 11"))
                    .isOne();
            assertThat(shop.execute("UPDATE places SET lon = lat WHERE lon = 12.5"))
                    .isOne();
            assertThat(shop.execute("DELETE FROM hosts WHERE place = (SELECT id FROM places WHERE version = 'v11')"))
                    .isEqualTo(2);
            Outcome damaged = shop.run("validate", "--full");
            assertThat(damaged.exitCode()).isEqualTo(ExitCode.DIFFERENCES);
            assertThat(damaged.out()).contains("titles", "hosts", "visits.guests", "places.lon");
            assertThat(shop.run("repair", "--yes").exitCode()).isEqualTo(ExitCode.DONE);
            shop.awaitWritten();
            requireSame(shop);
        }
    }

    private static Document place(ObjectId id, int n) {
        Document years = new Document("2023", new Document("guests", 1000))
                .append("2024", new Document("guests", n).append("names", List.of("a" + n)));
        return new Document("_id", id)
                .append("location", new Document("type", "Point").append("coordinates", List.of(n + 0.5, 50)))
                .append("meta.data", new Document("$v", "v" + n).append("years", years))
                .append("title", new Document("cs", "dum " + n).append("x.y", "odd " + n));
    }

    private static List<Document> events(ObjectId own, ObjectId first) {
        return List.of(
                new Document("name", "a").append("by", own),
                new Document("name", "b").append("by", List.of(own, first)),
                new Document("name", "c").append("by", null),
                new Document("name", "d"));
    }

    private static void requireSame(RunningShop shop) {
        Outcome validated = shop.run("validate", "--full");
        assertThat(validated.exitCode()).as(validated.out() + validated.err()).isEqualTo(ExitCode.DONE);
    }
}
