package dev.tidegate.workload.streaming;

import dev.tidegate.workload.Draft;
import dev.tidegate.workload.JsonValues;
import java.util.Locale;
import java.util.function.Supplier;
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
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/** Films, series with their seasons and episodes, and trailers, all in one collection; and the genres. */
final class TitleDocuments {
    private static final String[] LOCALES = {"cs", "de", "en", "pt-BR", "uk"};
    private static final String[] NAMES = {"Dlouhá noc", "The Salt Road", "Papírový měsíc", "Острів", "Letzte Bahn"};

    private TitleDocuments() {}

    static void genre(Draft draft) {
        draft.text("name", draft.one("drama", "comedy", "sci-fi", "dokument"))
                .maybeInteger("rank", draft.random.nextInt(9));
    }

    /** The fields of both kinds, whichever it is: forms were changed, and a film became a series. */
    static void title(Draft draft, StreamingIds ids) {
        draft.put("kind", new BsonString(kind(draft)));
        if (draft.chance(8)) {
            draft.put("deletedAt", new BsonDateTime(1_750_000_000_000L + draft.ordinal));
        } else if (draft.chance(10)) {
            draft.put("deletedAt", BsonNull.VALUE);
        }
        draft.put("title", names(draft))
                .put("year", draft.integral(1950 + draft.random.nextInt(76)))
                .maybeInteger("runtime", 5 + draft.random.nextInt(200))
                .maybePut("price", price(draft))
                .maybePut("stars", new BsonDouble(draft.random.nextInt(50) / 8.0))
                .maybePut("score", new BsonDouble(draft.random.nextDouble()))
                .maybePut("age", new BsonString(draft.one("6", "12", "16", "18")))
                .maybePut("language", new BsonString(draft.one("cs", "en-GB", "pt-BR", "uk")))
                .maybePut("released", day(draft))
                .maybePut("tags", list(draft, () -> new BsonString(draft.one("noir", "", "Oscar 1999", "česky"))));
        lists(draft);
        draft.maybePut("poster", bytes(draft, 12))
                .maybePut("checksum", new BsonString(hex(draft, 8)))
                .maybePut("filmedAt", place(draft))
                .maybePut("stats", stats(draft))
                .maybePut("extra", JsonValues.any(draft.random, draft.anyOf("playlists")))
                .maybePut("director", director(draft))
                .edges("genres");
        if (draft.document.getString("kind").getValue().equals("series") || draft.chance(3)) {
            draft.put("seasons", seasons(draft, ids));
        }
    }

    private static String kind(Draft draft) {
        int percent = draft.random.nextInt(100);
        return percent < 55 ? "film" : percent < 92 ? "series" : "trailer";
    }

    private static BsonDocument names(Draft draft) {
        var names = new BsonDocument();
        for (String locale : LOCALES) {
            if (draft.chance(40)) {
                names.put(locale, new BsonString(draft.one(NAMES) + " " + draft.ordinal));
            }
        }
        return names;
    }

    private static void lists(Draft draft) {
        draft.maybePut("chapters", list(draft, () -> new BsonInt32(draft.random.nextInt(9000))))
                .maybePut("views", list(draft, () -> new BsonInt64(draft.random.nextLong())))
                .maybePut(
                        "ratings",
                        list(draft, () -> new BsonDecimal128(Decimal128.parse(draft.random.nextInt(100) + "E-1"))))
                .maybePut("curve", list(draft, () -> new BsonDouble(draft.random.nextDouble())))
                .maybePut("flags", list(draft, () -> BsonBoolean.valueOf(draft.random.nextBoolean())))
                .maybePut("airings", list(draft, () -> new BsonDateTime(draft.random.nextLong(2_000_000_000_000L))));
    }

    static BsonArray list(Draft draft, Supplier<BsonValue> element) {
        var list = new BsonArray();
        for (int more = draft.random.nextInt(4); more > 0; more--) {
            list.add(draft.chance(4) ? BsonNull.VALUE : element.get());
        }
        return list;
    }

    static BsonValue price(Draft draft) {
        int cents = draft.random.nextInt(100_000);
        return switch (draft.random.nextInt(4)) {
            case 0 -> new BsonString(cents / 100 + ".90");
            case 1 -> new BsonInt32(cents / 100);
            case 2 -> new BsonDouble(cents / 100 + 0.25);
            default -> new BsonDecimal128(Decimal128.parse(cents + "E-2"));
        };
    }

    /** As the catalogue's editors typed it, as an importer wrote it, as Mongoose keeps it. */
    static BsonValue day(Draft draft) {
        int year = 1960 + draft.random.nextInt(66);
        int month = 1 + draft.random.nextInt(12);
        int day = 1 + draft.random.nextInt(28);
        return new BsonString(
                draft.chance(60)
                        ? String.format(Locale.ROOT, "%02d.%02d.%d", day, month, year)
                        : String.format(Locale.ROOT, "%d-%02d-%02d", year, month, day));
    }

    static BsonBinary bytes(Draft draft, int length) {
        byte[] bytes = new byte[length];
        draft.random.nextBytes(bytes);
        return new BsonBinary(bytes);
    }

    static String hex(Draft draft, int bytes) {
        return java.util.HexFormat.of().formatHex(bytes(draft, bytes).getData());
    }

    /** GeoJSON: longitude first. */
    private static BsonDocument place(Draft draft) {
        var coordinates = new BsonArray();
        coordinates.add(new BsonDouble(draft.random.nextInt(36_000) / 100.0 - 180));
        coordinates.add(new BsonDouble(draft.random.nextInt(18_000) / 100.0 - 90));
        return new BsonDocument("type", new BsonString("Point")).append("coordinates", coordinates);
    }

    /** What an analytics tool wrote: names with dots and dollars. */
    private static BsonDocument stats(Draft draft) {
        return new BsonDocument("box.office", new BsonInt64(draft.random.nextInt()))
                .append("$views", new BsonInt32(draft.random.nextInt(1_000_000)));
    }

    private static BsonDocument director(Draft draft) {
        return new BsonDocument("$ref", new BsonString("users")).append("$id", draft.anyOf("users"));
    }

    private static BsonValue seasons(Draft draft, StreamingIds ids) {
        var seasons = new BsonArray();
        for (int season = 1; season <= draft.random.nextInt(4); season++) {
            var episodes = new BsonArray();
            for (int episode = 0; episode < draft.random.nextInt(6); episode++) {
                episodes.add(episode(draft, ids.episode(draft.ordinal, season, episode)));
            }
            seasons.add(new BsonDocument("number", draft.integral(season))
                    .append("name", new BsonString(draft.one("Season ", "Řada ", "Staffel ") + season))
                    .append("episodes", episodes));
        }
        return seasons;
    }

    private static BsonDocument episode(Draft draft, BsonValue id) {
        var episode = new BsonDocument("_id", id)
                .append("name", new BsonString(draft.one(NAMES) + ", část " + draft.random.nextInt(99)))
                .append("minutes", draft.integral(20 + draft.random.nextInt(40)));
        if (draft.chance(70)) {
            episode.append("aired", new BsonInt64(1_200_000_000L + draft.random.nextInt(500_000_000)));
        }
        return episode;
    }
}
