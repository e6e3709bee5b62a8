package dev.tidegate.workload.streaming;

import static dev.tidegate.workload.Fault.absent;
import static dev.tidegate.workload.Fault.value;

import dev.tidegate.workload.Fault;
import dev.tidegate.workload.Ids;
import java.util.List;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt64;
import org.bson.BsonString;

/** Documents of the streaming service that no row can hold. */
final class StreamingFaults {
    static final List<Fault> ALL = List.of(
            ofFilm(absent("titles", "year")),
            ofFilm(value("titles", "not-exact", "year", new BsonString("MCMXCIX"))),
            ofFilm(value("titles", "wrong-type", "runtime", new BsonDocument())),
            ofFilm(value("titles", "not-exact", "price", new BsonString("4,99"))),
            ofFilm(value(
                    "titles", "wrong-type", "title", new BsonDocument("en", new BsonArray(List.of(item(1), item(2)))))),
            ofSeries(value("titles", "conflict", "seasons", seasons(1, 2, 1))),
            notDeleted(absent("users", "email")),
            notDeleted(value("users", "wrong-type", "name", new BsonDocument("first", new BsonString("Jana")))),
            notDeleted(value("users", "not-exact", "joined", new BsonDouble(1.6e9 + 1 / 4096.0))),
            notDeleted(value("users", "invalid-enum", "plan", new BsonString("gratis"))),
            notDeleted(value("users", "not-exact", "prefs", new BsonString("{volume: 3}"))),
            notDeleted(value("users", "not-exact", "balance", new BsonString("1.23,45"))),
            ofFilm(value("titles", "not-exact", "released", new BsonString("31.02.1999"))),
            value("orders", "not-exact", "placed", new BsonString("28.03.2021 02:30")),
            value("playlists", "wrong-type", "plays", BsonBoolean.TRUE),
            value("playlists", "not-exact", "plays", new BsonDouble(0.5)),
            new Fault("events_2026", "ratings", "unmatched", "kind", Set.of("kind"), StreamingFaults::login),
            absent("orders", "total"),
            value("orders", "not-exact", "total", new BsonString("zdarma")),
            value("orders", "wrong-type", "paid", new BsonDocument()),
            value("orders", "out-of-range", "items", new BsonArray(List.of(item(3_000_000_000L)))));

    private StreamingFaults() {}

    /** Deleted documents and trailers give no rows, whatever they hold. */
    private static Fault ofFilm(Fault fault) {
        Set<String> fields = Set.of(fault.field(), "kind", "deletedAt");
        return new Fault("titles", "films", fault.reason(), fault.field(), fields, (document, ids) -> {
            fault.spoiling().spoil(document, ids);
            document.put("kind", new BsonString("film"));
            document.remove("deletedAt");
        });
    }

    private static Fault ofSeries(Fault fault) {
        Fault ofFilm = ofFilm(fault);
        return new Fault("titles", "series", fault.reason(), fault.field(), ofFilm.fields(), (document, ids) -> {
            ofFilm.spoiling().spoil(document, ids);
            document.put("kind", new BsonString("series"));
        });
    }

    private static void login(BsonDocument event, Ids ids) {
        event.put("kind", new BsonString("login"));
    }

    private static Fault notDeleted(Fault fault) {
        Set<String> fields = Set.of(fault.field(), "deletedAt");
        return new Fault(fault.collection(), fault.reason(), fault.field(), fields, (document, ids) -> {
            fault.spoiling().spoil(document, ids);
            document.remove("deletedAt");
        });
    }

    private static BsonArray seasons(int... numbers) {
        var seasons = new BsonArray();
        for (int number : numbers) {
            seasons.add(new BsonDocument("number", new BsonDouble(number)));
        }
        return seasons;
    }

    private static BsonDocument item(long quantity) {
        return new BsonDocument("quantity", new BsonInt64(quantity));
    }
}
