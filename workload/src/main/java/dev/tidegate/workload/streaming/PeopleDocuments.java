package dev.tidegate.workload.streaming;

import dev.tidegate.workload.Draft;
import java.util.Base64;
import java.util.Locale;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Users, and the playlists that they make. */
final class PeopleDocuments {
    private PeopleDocuments() {}

    static void user(Draft draft) {
        if (draft.chance(8)) {
            draft.put("deletedAt", new BsonDateTime(1_760_000_000_000L + draft.ordinal));
        }
        String address = draft.one("Jana", "o.brien", "MÜLLER", "zoe") + draft.ordinal + "@Example.org";
        draft.text("name", draft.one("Jana Nováková", "Conor O'Brien", "Jürgen Müller", "Zoë"))
                .put("email", new BsonString(draft.chance(20) ? "  " + address + " " : address))
                .put("joined", new BsonInt64(1_500_000_000L + draft.random.nextInt(200_000_000)))
                .maybePut("lastSeen", new BsonDouble(1.7e12 + draft.random.nextInt(1_000_000_000)))
                .maybePut("birthday", TitleDocuments.day(draft))
                .put("plan", new BsonString(draft.one("free", "Standard", "STANDARD", "Premium", " premium")))
                .maybePut("level", level(draft))
                .maybePut("active", new BsonInt32(draft.random.nextInt(2)))
                .maybePut("ip", ip(draft))
                .maybePut("prefs", prefs(draft))
                .maybePut("balance", balance(draft))
                .maybePut("avatar", new BsonString(base64(draft)))
                .maybePut("signature", new BsonString(TitleDocuments.hex(draft, 6)))
                .maybePut("devices", devices(draft))
                .edges("follows")
                .edges("followedBy");
    }

    private static BsonValue level(Draft draft) {
        return draft.chance(80) ? draft.integral(1 + draft.random.nextInt(3)) : new BsonString("gold");
    }

    private static BsonString ip(Draft draft) {
        return new BsonString(
                draft.chance(70)
                        ? "10." + draft.random.nextInt(256) + ".0." + draft.random.nextInt(256)
                        : "2001:db8::" + Integer.toHexString(draft.random.nextInt(65_536)));
    }

    private static BsonString prefs(Draft draft) {
        return new BsonString(
                "{ \"volume\": " + draft.random.nextInt(11) + ", \"muted\": false, \"langs\": [\"cs\"] }");
    }

    /** As it stood on a Czech invoice. */
    private static BsonString balance(Draft draft) {
        return new BsonString(String.format(
                Locale.ROOT,
                "%d.%03d,%02d",
                1 + draft.random.nextInt(9),
                draft.random.nextInt(1000),
                draft.random.nextInt(100)));
    }

    private static String base64(Draft draft) {
        return Base64.getEncoder().encodeToString(TitleDocuments.bytes(draft, 9).getData());
    }

    private static BsonArray devices(Draft draft) {
        var devices = new BsonArray();
        for (int device = draft.random.nextInt(4); device > 0; device--) {
            devices.add(new BsonDocument("token", new BsonString("device-" + device))
                    .append("kind", new BsonString(draft.one("tv", "phone", "browser")))
                    .append("seen", new BsonDateTime(draft.random.nextLong(2_000_000_000_000L))));
        }
        return devices;
    }

    static void playlist(Draft draft) {
        draft.text("name", draft.one("Na večer", "Road movies", "S dětmi", "再見"))
                .reference("owner", "users")
                .maybePut("titles", TitleDocuments.list(draft, () -> draft.anyOf("titles")))
                .maybePut("sharedWith", TitleDocuments.list(draft, () -> draft.anyOf("users")))
                .maybePut("createdAt", new BsonDateTime(1_600_000_000_000L + draft.random.nextInt()))
                .maybePut("playedAt", new BsonDateTime(1_700_000_000_000L + draft.random.nextInt()))
                .maybePut("plays", new BsonInt64(draft.random.nextLong(1L << 40)))
                .put(
                        "public",
                        draft.chance(5) ? new BsonString("true") : org.bson.BsonBoolean.valueOf(draft.chance(50)));
        boolean aboutUser = draft.chance(50);
        draft.put("onModel", new BsonString(aboutUser ? "User" : "Playlist"))
                .put("about", draft.anyOf(aboutUser ? "users" : "playlists"));
    }
}
