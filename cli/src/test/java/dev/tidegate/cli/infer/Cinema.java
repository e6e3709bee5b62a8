package dev.tidegate.cli.infer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/**
 * Cinemas and what they show: slugs and numbers as ids, seasons with episodes, places on the earth, prices as doubles and
 * decimals, dates as text, titles by locale, and numbers that look like ids and are none.
 */
public final class Cinema {
    private static final String[] GENRES = {"drama", "comedy", "noir", "western", "sci-fi", "horror"};
    private static final int PEOPLE = 120;
    private static final int FILMS = 200;
    private static final int CINEMAS = 30;

    private final Random random = new Random(11);

    private Cinema() {}

    public static Application application() {
        return new Cinema().made();
    }

    private Application made() {
        Map<String, List<BsonDocument>> documents = new LinkedHashMap<>();
        documents.put("genres", many(GENRES.length, this::genre));
        documents.put("people", many(PEOPLE, this::person));
        documents.put("films", many(FILMS, this::film));
        documents.put("cinemas", many(CINEMAS, this::cinema));
        documents.put("screenings", many(400, this::screening));
        documents.put("price list", many(5, this::priceList));
        documents.put("daily.figures", many(40, this::figures));
        return new Application(
                "cinemainit",
                documents,
                indexes(),
                Set.of(
                        "films.genre → genres",
                        "films.directorId → people",
                        "films.credits[].person → people",
                        "films.sequelOf → films",
                        "screenings.film → films",
                        "screenings.cinema → cinemas",
                        "daily.figures._id.cinema → cinemas"),
                Set.of(Set.of("films.similar", "films"), Set.of("cinemas.showing", "films")));
    }

    private static Map<String, List<BsonDocument>> indexes() {
        return Map.of(
                "films",
                indexes(
                        "{name: 'a', key: {genre: 1, rating: -1}}",
                        "{name: 'b', key: {genre: -1, rating: 1}}",
                        "{name: 'c', key: {slug: 1}, unique: true}",
                        "{name: 'd', key: {tags: 1}}",
                        "{name: 'e', key: {similar: 1}}",
                        "{name: 'f', key: {_fts: 'text', _ftsx: 1}, weights: {slug: 1, released: 5}, default_language:"
                                + " 'german', language_override: 'language', textIndexVersion: 3}"),
                "cinemas",
                indexes("{name: 'a', key: {location: '2dsphere'}}"),
                "screenings",
                indexes(
                        "{name: 'a', key: {startsAt: 1}, expireAfterSeconds: 100000000}",
                        "{name: 'b', key: {status: 1}, partialFilterExpression: {status: 'open', sold: {$gt: 5}}}",
                        "{name: 'c', key: {'prices.code': 1}}"));
    }

    private static List<BsonDocument> indexes(String... specs) {
        return Stream.of(specs).map(BsonDocument::parse).toList();
    }

    private BsonDocument genre(int number) {
        return new BsonDocument("_id", text(GENRES[number]))
                .append("name", text(GENRES[number].toUpperCase(Locale.ROOT)))
                .append("rank", new BsonInt32(number + 1));
    }

    private BsonDocument person(int number) {
        BsonDocument person = new BsonDocument("_id", new BsonInt32(number + 1))
                .append("name", text("Person " + number))
                .append("born", text(String.format(Locale.ROOT, "19%02d-%02d-11", 20 + number % 70, 1 + number % 12)));
        if (random.nextInt(3) > 0) {
            person.append("awards", new BsonInt32(random.nextInt(9)));
        }
        return person;
    }

    private static String slug(int film) {
        return "film-" + film + "-of-" + (1950 + film % 70);
    }

    private BsonDocument film(int number) {
        BsonDocument film = new BsonDocument("_id", text(slug(number)))
                .append("id", new BsonInt32(number + 1))
                .append("slug", text(slug(number)))
                .append("title", titles(number))
                .append("genre", text(GENRES[random.nextInt(GENRES.length)]))
                .append("directorId", new BsonInt32(1 + random.nextInt(PEOPLE)))
                .append("credits", list(1 + random.nextInt(5), this::credit))
                .append("runtime", new BsonInt32(60 + random.nextInt(120)))
                .append("rating", new BsonDouble(random.nextInt(1000) / 100.0))
                .append("budget", new BsonInt64(random.nextLong(4_000_000_000L)))
                .append("similar", list(random.nextInt(4), any -> text(slug(random.nextInt(FILMS)))))
                .append("tags", list(random.nextInt(4), each -> text("tag" + each)))
                .append("released", text("2021-03-" + (10 + random.nextInt(20))))
                .append("order", new BsonInt32(number));
        if (number < 100) {
            film.append("legacyId", new BsonInt32(number + 1));
        }
        if (number % 7 == 0) {
            film.append("sequelOf", text(slug(random.nextInt(FILMS))));
        }
        if (number % 4 == 0) {
            film.append("seasons", list(1 + random.nextInt(3), this::season));
        }
        if (number == 77) {
            film.append("runtime", text("about two hours"));
        }
        return film;
    }

    private BsonDocument titles(int number) {
        BsonDocument titles = new BsonDocument("en", text("Film " + number));
        if (random.nextBoolean()) {
            titles.append("de", text("Der Film " + number));
        }
        if (random.nextInt(3) == 0) {
            titles.append("pt-BR", text("Filme " + number));
        }
        return titles;
    }

    private BsonDocument credit(int number) {
        return new BsonDocument("person", new BsonInt32(1 + random.nextInt(PEOPLE)))
                .append("as", text(number % 2 == 0 ? "actor" : "writer"))
                .append("billing", new BsonInt32(number + 1));
    }

    private BsonDocument season(int number) {
        return new BsonDocument("number", new BsonInt32(number + 1))
                .append("year", new BsonInt32(2000 + number))
                .append(
                        "episodes",
                        list(
                                1 + random.nextInt(4),
                                episode -> new BsonDocument("title", text("E" + episode))
                                        .append("minutes", new BsonDouble(22.5 + episode))));
    }

    private BsonDocument cinema(int number) {
        return new BsonDocument("_id", new BsonInt64(1000 + number * 37L))
                .append("name", text("Kino " + number))
                .append(
                        "address",
                        new BsonDocument("street", text("Hauptstraße " + number))
                                .append("city", text("Wien"))
                                .append("zip", text("0" + (1000 + number))))
                .append(
                        "location",
                        new BsonDocument("type", text("Point"))
                                .append("coordinates", list(2, axis -> new BsonDouble(16.3 + axis * 31.9))))
                .append(
                        "screens",
                        list(
                                1 + number % 4,
                                screen -> new BsonDocument("name", text("Saal " + screen))
                                        .append("seats", new BsonInt32(50 + 10 * screen))))
                .append("showing", list(random.nextInt(5), any -> text(slug(random.nextInt(FILMS)))))
                .append("open", BsonBoolean.valueOf(number % 5 > 0))
                .append("a.b", new BsonInt32(number))
                .append("", text("no name"));
    }

    private BsonDocument screening(int number) {
        BsonDocument screening = new BsonDocument("_id", new BsonObjectId(new ObjectId(1_700_000_000 + number, number)))
                .append("film", text(slug(random.nextInt(FILMS))))
                .append("cinema", new BsonInt64(1000 + random.nextInt(CINEMAS) * 37L))
                .append("startsAt", startsAt(number))
                .append("price", number % 2 == 0 ? new BsonDouble(9.9) : decimal("12.50"))
                .append("sold", number % 40 == 0 ? text("12") : new BsonInt32(random.nextInt(300)))
                .append("status", text(number % 9 == 0 ? "Cancelled" : number % 2 == 0 ? "open" : "cancelled"))
                .append(
                        "prices",
                        list(
                                random.nextInt(3),
                                each -> new BsonDocument("code", text("P" + each))
                                        .append("amount", decimal(each + ".90"))));
        if (number % 11 == 0) {
            screening.append("note", BsonNull.VALUE);
        }
        return screening;
    }

    private BsonValue startsAt(int number) {
        return number % 10 == 0
                ? text("2024-05-01T19:30:00")
                : new BsonDateTime(1_714_000_000_000L + number * 3_600_000L);
    }

    private BsonDocument priceList(int number) {
        return new BsonDocument("_id", new BsonObjectId(new ObjectId(1_600_000_000 + number, number)))
                .append("valid from", text("01.0" + (1 + number) + ".2024"))
                .append(
                        "entries",
                        new BsonDocument("2024-01-01", decimal("1.10")).append("2024-02-01", decimal("2.20")));
    }

    private BsonDocument figures(int number) {
        return new BsonDocument(
                        "_id",
                        new BsonDocument("cinema", new BsonInt64(1000 + (number % CINEMAS) * 37L))
                                .append("day", text("2024-05-" + (10 + number / CINEMAS))))
                .append("visitors", new BsonInt32(random.nextInt(900)))
                .append("shares", list(3, each -> new BsonDouble(each / 4.0)));
    }

    private static List<BsonDocument> many(int count, IntFunction<BsonDocument> document) {
        return IntStream.range(0, count).mapToObj(document).toList();
    }

    private static BsonArray list(int count, IntFunction<? extends BsonValue> element) {
        List<BsonValue> elements = new ArrayList<>();
        IntStream.range(0, count).forEach(each -> elements.add(element.apply(each)));
        return new BsonArray(elements);
    }

    private static BsonString text(String text) {
        return new BsonString(text);
    }

    private static BsonDecimal128 decimal(String number) {
        return new BsonDecimal128(Decimal128.parse(number));
    }
}
