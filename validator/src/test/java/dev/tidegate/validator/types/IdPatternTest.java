package dev.tidegate.validator.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.validator.identity.TagPattern;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

class IdPatternTest {
    private static final long SEED = 26;

    @Test
    void matchesTheIdsOfOneTagAndNoOthers() {
        Random random = new Random(SEED);
        for (int time = 0; time < 2000; time++) {
            int tag = random.nextInt(1 << CollectionIds.TAG_BITS);
            int other = tag ^ 1 << random.nextInt(CollectionIds.TAG_BITS);
            byte[] bytes = new byte[12];
            random.nextBytes(bytes);
            UUID id = new CollectionIds("c", tag).uuid(new ObjectId(bytes));
            assertThat(matches(tag, id)).as("seed %s, %s", SEED, id).isTrue();
            assertThat(matches(other, id)).as("seed %s, %s", SEED, id).isFalse();
        }
    }

    private static boolean matches(int tag, UUID id) {
        return Pattern.compile(TagPattern.of(tag)).matcher(id.toString()).find();
    }
}
