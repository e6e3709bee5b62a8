package dev.tidegate.mapping.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

class CollectionIdsTest {
    private static final long SEED = 20261121;
    private static final int TIMES = 20_000;

    private final Random random = new Random(SEED);
    private final CollectionIds users = ids("Users");

    /** Made with Python's hashlib and uuid from the definition. */
    @Test
    void agreesWithVectorsMadeElsewhere() {
        assertThat(CollectionIds.defaultTag("Users")).isEqualTo(28062500);
        assertThat(CollectionIds.defaultTag("größe")).isEqualTo(55398025);
        ObjectId id = new ObjectId("65a1b2c3d4e5f60718293a4b");
        assertThat(users.uuid(id)).hasToString("65a1b2c3-d4e5-8f60-9c60-a4e92dac3324");
        assertThat(ids("crm_Accounts").uuid(id)).hasToString("65a1b2c3-d4e5-8f60-9c60-a4e92dc3b5d6");
        assertThat(users.uuid(new ObjectId("000000000000000000000000")))
                .hasToString("00000000-0000-8000-8000-000001ac3324");
        assertThat(ids("größe").uuid(new ObjectId("ffffffffffffffffffffffff")))
                .hasToString("ffffffff-ffff-8fff-bfff-ffffff4d4e89");
    }

    @Test
    void givesTheSameUuidAlways() {
        for (int i = 0; i < TIMES; i++) {
            ObjectId id = next();
            assertThat(ids("Users").uuid(new ObjectId(id.toHexString())))
                    .as("seed %d, %s", SEED, id)
                    .isEqualTo(users.uuid(id));
        }
    }

    @Test
    void decodesToTheObjectIdAndTheCollection() {
        for (int i = 0; i < TIMES; i++) {
            ObjectId id = next();
            UUID uuid = users.uuid(id);
            assertThat(CollectionIds.objectId(uuid)).as("seed %d", SEED).isEqualTo(id);
            assertThat(CollectionIds.tagOf(uuid)).isEqualTo(users.tag());
            assertThat(users.isOwn(uuid)).isTrue();
            assertThat(ids("Tasks").isOwn(uuid)).isFalse();
            assertThat(uuid.version()).isEqualTo(8);
            assertThat(uuid.variant()).isEqualTo(2);
        }
    }

    @Test
    void sortsAsObjectIdsDo() {
        for (int i = 0; i < TIMES; i++) {
            ObjectId one = next();
            ObjectId other = i % 2 == 0 ? next() : neighbour(one);
            int expected = Integer.signum(one.compareTo(other));
            int actual = Integer.signum(Arrays.compareUnsigned(bytes(users.uuid(one)), bytes(users.uuid(other))));
            assertThat(actual).as("seed %d: %s and %s", SEED, one, other).isEqualTo(expected);
        }
    }

    @Test
    void oneObjectIdInManyCollectionsGivesManyUuids() {
        List<CollectionIds> collections = Stream.of(
                        "Users", "Tasks", "crm_Accounts_Tasks", "crm_campains", "crm_campaigns")
                .map(CollectionIdsTest::ids)
                .toList();
        Set<UUID> seen = new HashSet<>();
        Set<ObjectId> objectIds = new HashSet<>();
        for (int i = 0; i < TIMES / 10; i++) {
            ObjectId id = next();
            objectIds.add(id);
            collections.forEach(collection -> seen.add(collection.uuid(id)));
        }
        assertThat(seen.size()).as("seed %d", SEED).isEqualTo(5 * objectIds.size());
    }

    @Test
    void tagTakesTheLowest26BitsAndNoMore() {
        int largest = (1 << CollectionIds.TAG_BITS) - 1;
        ObjectId id = next();
        assertThat(CollectionIds.tagOf(new CollectionIds("c", largest).uuid(id)))
                .isEqualTo(largest);
        assertThat(CollectionIds.objectId(new CollectionIds("c", largest).uuid(id)))
                .isEqualTo(id);
        assertThatIllegalArgumentException().isThrownBy(() -> new CollectionIds("c", largest + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new CollectionIds("c", -1));
    }

    @Test
    void refusesToDecodeOtherUuids() {
        UUID random4 = new UUID(random.nextLong() & ~0xF000L | 0x4000, random.nextLong() >>> 2 | Long.MIN_VALUE);
        assertThatIllegalArgumentException().isThrownBy(() -> CollectionIds.objectId(random4));
        assertThat(users.isOwn(random4)).isFalse();
    }

    /** Random bytes, with runs of zeros and ones more often than chance would have them. */
    private ObjectId next() {
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        if (random.nextInt(4) == 0) {
            int from = random.nextInt(12);
            Arrays.fill(bytes, from, 12, (byte) (random.nextBoolean() ? 0 : 0xFF));
        }
        return new ObjectId(bytes);
    }

    private ObjectId neighbour(ObjectId id) {
        byte[] bytes = id.toByteArray();
        bytes[random.nextInt(12)] ^= (byte) (1 << random.nextInt(8));
        return new ObjectId(bytes);
    }

    private static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    private static CollectionIds ids(String collection) {
        return new CollectionIds(collection, CollectionIds.defaultTag(collection));
    }
}
