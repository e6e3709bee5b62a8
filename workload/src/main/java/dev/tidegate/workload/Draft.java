package dev.tidegate.workload;

import java.util.List;
import java.util.SplittableRandom;
import org.bson.BsonArray;
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

/**
 * One document while it is being filled, in the ways that writers of different ages filled theirs: keys left out, explicit
 * nulls, empty strings, three kinds of integers, references that lead nowhere.
 */
public final class Draft {
    private static final long DAY = 86_400_000L;
    private static final long FIRST_DAY = 19_113L;
    private static final int DAYS = 1_100;

    public final BsonDocument document = new BsonDocument();
    public final SplittableRandom random;
    public final String collection;
    public final int ordinal;
    public final int version;
    private final Ids ids;
    private final Edges edges;

    public Draft(long seed, String collection, int ordinal, int version, Ids ids, Edges edges) {
        this.random = new SplittableRandom(Mix.of(seed, collection.hashCode(), ordinal, version));
        this.collection = collection;
        this.ordinal = ordinal;
        this.version = version;
        this.ids = ids;
        this.edges = edges;
        document.put("_id", ids.id(collection, ordinal));
    }

    public boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    public String one(String... choices) {
        return Vocabulary.one(random, choices);
    }

    public Draft put(String key, BsonValue value) {
        document.put(key, value);
        return this;
    }

    public Draft text(String key, String value) {
        return put(key, new BsonString(withOddities(value)));
    }

    /** Mostly there; else the key is left out, or null, or the empty string. */
    public Draft maybeText(String key, String value) {
        return switch (random.nextInt(12)) {
            case 0, 1 -> this;
            case 2 -> put(key, BsonNull.VALUE);
            case 3 -> put(key, new BsonString(""));
            default -> text(key, value);
        };
    }

    /** What a form field of a text type also held over the years: numbers, booleans, dates. */
    public Draft looseText(String key, String value) {
        return switch (random.nextInt(30)) {
            case 0 -> put(key, new BsonInt32(random.nextInt(1_000_000)));
            case 1 -> put(key, new BsonDouble(random.nextInt(1_000_000) / 4.0));
            case 2 -> put(key, new BsonInt64(random.nextLong()));
            case 3 -> put(key, new BsonDecimal128(Decimal128.parse(random.nextInt(10_000) + ".50")));
            case 4 -> put(key, new BsonArray(List.of(new BsonString(value))));
            default -> maybeText(key, value);
        };
    }

    public Draft maybePut(String key, BsonValue value) {
        return switch (random.nextInt(10)) {
            case 0, 1 -> this;
            case 2 -> put(key, BsonNull.VALUE);
            default -> put(key, value);
        };
    }

    public Draft bool(String key, boolean value) {
        return put(key, chance(2) ? new BsonString(String.valueOf(value)) : BsonBoolean.valueOf(value));
    }

    public Draft maybeBool(String key) {
        return maybePut(key, BsonBoolean.valueOf(random.nextBoolean()));
    }

    public Draft integer(String key, int value) {
        return put(key, integral(value));
    }

    public Draft maybeInteger(String key, int value) {
        return maybePut(key, integral(value));
    }

    /** Prisma's int64, the int32 of some of its releases and of Mongoose, the shell's double, and rarer ones. */
    public BsonValue integral(int value) {
        int kind = random.nextInt(100);
        if (kind < 60) {
            return new BsonInt64(value);
        }
        if (kind < 85) {
            return new BsonInt32(value);
        }
        if (kind < 97) {
            return new BsonDouble(value);
        }
        return kind < 98 ? new BsonDecimal128(Decimal128.parse(value + ".00")) : new BsonString(String.valueOf(value));
    }

    /** {@code __v}: absent where some writers never set it. */
    public Draft versionKey() {
        return chance(15) ? this : integer("__v", version + (chance(90) ? 0 : random.nextInt(5)));
    }

    public Draft date(String key) {
        return put(key, date());
    }

    public Draft maybeDate(String key) {
        return maybePut(key, date());
    }

    /** To the millisecond, or a picked day: midnight in Prague as UTC; now and then far off. */
    private BsonValue date() {
        long day = (FIRST_DAY + random.nextInt(DAYS)) * DAY;
        return switch (random.nextInt(60)) {
            case 0 -> new BsonDateTime(-random.nextLong(2_000_000_000_000L));
            case 1 -> new BsonDateTime(253_402_300_800_000L + random.nextLong(1_000_000));
            case 2 -> new BsonString("2023-0" + (1 + random.nextInt(9)) + "-14T08:30:00.5+02:00");
            case 3, 4, 5, 6, 7, 8, 9, 10 -> new BsonDateTime(day - (random.nextBoolean() ? 1 : 2) * 3_600_000L);
            default -> new BsonDateTime(day + random.nextLong(DAY));
        };
    }

    /** A reference that is always there; one in a hundred leads nowhere. */
    public Draft reference(String key, String target) {
        return put(key, written(chance(1) ? ids.nowhere(target, random.nextInt(1000)) : anyOf(target)));
    }

    public Draft maybeReference(String key, String target) {
        return switch (random.nextInt(10)) {
            case 0, 1 -> this;
            case 2 -> put(key, BsonNull.VALUE);
            default -> reference(key, target);
        };
    }

    public BsonValue anyOf(String target) {
        return ids.id(target, random.nextInt(ids.count(target)));
    }

    public Ids ids() {
        return ids;
    }

    /** This end's array of edges, with the doubles, nulls and dead ends that such arrays collect. */
    public Draft edges(String key) {
        var array = new BsonArray();
        for (BsonValue id : edges.held(collection, key, ordinal, version)) {
            array.add(written(id));
        }
        if (!array.isEmpty() && chance(6)) {
            array.add(array.get(0));
        }
        if (chance(2)) {
            array.add(ids.nowhere(edges.other(collection, key), random.nextInt(1000)));
        }
        if (chance(1)) {
            array.add(BsonNull.VALUE);
        }
        if (array.isEmpty() && chance(60)) {
            return chance(10) ? put(key, BsonNull.VALUE) : this;
        }
        return put(key, array);
    }

    /** One ObjectId in fifty as its hex digits, in either case. */
    private BsonValue written(BsonValue id) {
        if (!chance(2) || !id.isObjectId()) {
            return id;
        }
        String hex = id.asObjectId().getValue().toHexString();
        return new BsonString(chance(50) ? hex : hex.toUpperCase(java.util.Locale.ROOT));
    }

    private String withOddities(String value) {
        return switch (random.nextInt(600)) {
            case 0 -> value + "\u0000";
            case 1 -> "\u0000" + value + "\u0000tail";
            case 2 -> value + "  ";
            case 3 -> "e\u0301 " + value;
            default -> value;
        };
    }
}
