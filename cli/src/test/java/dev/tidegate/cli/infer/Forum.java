package dev.tidegate.cli.infer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/**
 * A forum: UUIDs as ids, subjects by discriminator, arrays that mirror each other in most of their edges, soft deletes,
 * fields of mixed types, an archive that has the same ids, and a collection that shares its ids with another.
 */
public final class Forum {
    private static final int USERS = 150;
    private static final int GROUPS = 25;
    private static final int POSTS = 300;

    private final Random random = new Random(5);
    private final Map<Integer, Set<Integer>> members = new TreeMap<>();
    private final Map<Integer, Set<Integer>> following = new TreeMap<>();

    private Forum() {}

    public static Application application() {
        return new Forum().made();
    }

    private Application made() {
        for (int user = 0; user < USERS; user++) {
            for (int each = random.nextInt(4); each > 0; each--) {
                members.computeIfAbsent(random.nextInt(GROUPS), any -> new TreeSet<>())
                        .add(user);
                following.computeIfAbsent(user, any -> new TreeSet<>()).add(random.nextInt(USERS));
            }
        }
        Map<String, List<BsonDocument>> documents = new LinkedHashMap<>();
        documents.put("users", many(USERS, this::user));
        documents.put("profiles", many(USERS, this::profile));
        documents.put("groups", many(GROUPS, this::group));
        documents.put("posts", many(POSTS, this::post));
        documents.put("posts_archive", many(POSTS, this::archived));
        documents.put("comments", many(500, this::comment));
        documents.put("sessions", many(80, this::session));
        documents.put("settings", many(3, this::settings));
        documents.put("nothing yet", List.of());
        return new Application(
                "foruminit",
                documents,
                Map.of(),
                Set.of(
                        "posts.author → users",
                        "posts.group → groups",
                        "posts_archive.author → users",
                        "comments.author → users",
                        "comments.subject → posts",
                        "comments.subject → groups",
                        "comments.replyTo → comments",
                        "sessions.user → users",
                        "posts.reactions[].by → users"),
                Set.of(
                        Set.of("users.groups", "groups.members"),
                        Set.of("users.following", "users.followers"),
                        Set.of("posts.likes", "users")));
    }

    private BsonDocument user(int number) {
        BsonDocument user = new BsonDocument("_id", id("user", number))
                .append("name", text("User " + number))
                .append(
                        "age",
                        number % 30 == 0 ? text(String.valueOf(20 + number % 50)) : new BsonInt32(20 + number % 50))
                .append("score", number % 3 == 0 ? new BsonDouble(number + 0.5) : new BsonInt32(number))
                .append("active", number % 40 == 1 ? text("true") : BsonBoolean.valueOf(number % 2 == 0))
                .append("groups", ids("group", groupsOf(number)))
                .append("following", ids("user", following.getOrDefault(number, Set.of())))
                .append("followers", ids("user", followersOf(number)))
                .append("contact", text(number % 20 == 0 ? "" : "user" + number + "@example.org"))
                .append("phones", phones(number))
                .append("meta", mixed(number));
        if (number % 6 == 0) {
            user.append("deletedAt", new BsonDateTime(1_700_000_000_000L + number));
        }
        return user;
    }

    private Set<Integer> groupsOf(int user) {
        Set<Integer> groups = new TreeSet<>();
        members.forEach((group, all) -> {
            if (all.contains(user) && random.nextInt(10) > 1) {
                groups.add(group);
            }
        });
        return groups;
    }

    private Set<Integer> followersOf(int user) {
        Set<Integer> followers = new TreeSet<>();
        following.forEach((each, all) -> {
            if (all.contains(user) && random.nextInt(10) > 2) {
                followers.add(each);
            }
        });
        return followers;
    }

    private static BsonValue phones(int number) {
        return switch (number % 3) {
            case 0 -> new BsonArray(List.of(text("1" + number), text("2" + number)));
            case 1 -> text("3" + number);
            default -> BsonNull.VALUE;
        };
    }

    private static BsonValue mixed(int number) {
        return switch (number % 6) {
            case 0 -> new BsonArray(List.of(new BsonInt32(1), text("x"), BsonNull.VALUE));
            case 1 -> new BsonDocument("a", new BsonDocument("b", new BsonTimestamp(5, 6)));
            case 2 -> new BsonDouble(Double.NaN);
            case 3 -> new BsonRegularExpression("^a", "i");
            case 4 -> text("plain");
            default -> new BsonInt64(Long.MAX_VALUE);
        };
    }

    private BsonDocument profile(int number) {
        return new BsonDocument("_id", id("user", number))
                .append("about", text("About " + number))
                .append("links", new BsonDocument("web", text("https://example.org/" + number)));
    }

    private BsonDocument group(int number) {
        return new BsonDocument("_id", id("group", number))
                .append("title", text("Group " + number))
                .append("members", ids("user", members.getOrDefault(number, Set.of())));
    }

    private BsonDocument post(int number) {
        return new BsonDocument("_id", id("post", number))
                .append("author", id("user", random.nextInt(USERS)))
                .append("group", number % 10 == 0 ? BsonNull.VALUE : id("group", random.nextInt(GROUPS)))
                .append("title", text("Post " + number))
                .append("likes", list(random.nextInt(3), any -> id("user", random.nextInt(USERS))))
                .append(
                        "reactions",
                        list(
                                random.nextInt(4),
                                each -> new BsonDocument("_id", objectId(number * 10 + each))
                                        .append("by", id("user", random.nextInt(USERS)))
                                        .append("emoji", text("👍"))))
                .append("createdAt", number % 50 == 0 ? text("2024-01-01T10:00:00Z") : new BsonDateTime(number * 1000L))
                .append("views", number == 13 ? new BsonInt64(5_000_000_000L) : new BsonInt32(number));
    }

    private BsonDocument archived(int number) {
        return new BsonDocument("_id", id("post", number))
                .append("author", id("user", number % USERS))
                .append("was", new BsonDocument("state", text(number % 2 == 0 ? "DRAFT" : "PUBLIC")));
    }

    private BsonDocument comment(int number) {
        boolean onPost = number % 3 > 0;
        BsonDocument comment = new BsonDocument("_id", id("comment", number))
                .append("author", number % 25 == 0 ? id("gone", number) : id("user", random.nextInt(USERS)))
                .append("onModel", text(onPost ? "Post" : "Group"))
                .append("subject", onPost ? id("post", random.nextInt(POSTS)) : id("group", random.nextInt(GROUPS)))
                .append("text", text("Text\u0000 of " + number));
        if (number % 5 == 0) {
            comment.append("replyTo", id("comment", random.nextInt(500)));
        }
        return comment;
    }

    private BsonDocument session(int number) {
        return new BsonDocument("_id", objectId(90_000 + number))
                .append("user", id("user", random.nextInt(USERS)))
                .append(
                        "token",
                        text(UUID.nameUUIDFromBytes(new byte[] {(byte) number}).toString()))
                .append("data", text("{\"n\": " + number + "}"))
                .append("byDevice", new BsonDocument(objectId(number).getValue().toHexString(), new BsonInt32(number)));
    }

    private BsonDocument settings(int number) {
        BsonValue id = number == 0 ? text("site") : number == 1 ? new BsonInt32(7) : objectId(7);
        return new BsonDocument("_id", id).append("value", number == 0 ? text("x") : new BsonInt32(number));
    }

    private static BsonArray ids(String kind, Set<Integer> numbers) {
        return new BsonArray(numbers.stream().map(each -> id(kind, each)).toList());
    }

    private static BsonBinary id(String kind, int number) {
        return new BsonBinary(
                UUID.nameUUIDFromBytes((kind + number).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static BsonObjectId objectId(int number) {
        return new BsonObjectId(new ObjectId(1_650_000_000 + number, number));
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
}
