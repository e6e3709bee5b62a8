package dev.tidegate.transform.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.events.topic.TransformTopics;
import dev.tidegate.transform.ShopMigration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** After any sequence of changes the tables hold what the last versions alone would have given. */
class RandomSequenceTest {
    private static final int CHANGES = 400;

    @Test
    void tablesDependOnLastVersionsOnly() {
        long seed = Long.getLong("tidegate.seed", 1L);
        RandomShop shop = new RandomShop(new Random(seed));
        Map<String, String> rows = new TreeMap<>();
        try (TopologyDriver driver = new TopologyDriver(ShopMigration.with("shop", 1))) {
            for (int i = 0; i < CHANGES; i++) {
                shop.next().forEach(step -> send(step, driver));
            }
            driver.changes().forEach(change -> RandomShop.apply(rows, change.table(), change.key(), change.row()));
            assertThat(driver.storeEntries(TransformTopics.DOCUMENTS))
                    .as("seed %d", seed)
                    .isEqualTo(shop.documents());
            assertThat(driver.storeEntries(TransformTopics.REFERENCE_SUBSCRIBERS))
                    .as("seed %d: no subscription is left of what is asked no longer", seed)
                    .isEqualTo(shop.questions());
        }
        assertThat(rows).as("seed %d", seed).isEqualTo(shop.expectedTables());
    }

    static void send(RandomShop.Step step, TopologyDriver driver) {
        if (step.document() == null) {
            driver.delete(step.place().collection(), step.place().id());
        } else {
            driver.put(step.place().collection(), step.document());
        }
    }
}
