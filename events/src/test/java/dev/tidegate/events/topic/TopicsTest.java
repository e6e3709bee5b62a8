package dev.tidegate.events.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.declaration.TidegateTables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private static final Topics TOPICS = new Topics("shop");
    private static final String LONGEST_SUFFIX_OF_A_PARTITION = "-99999";

    @Test
    void leavesPlainNamesAsTheyAre() {
        assertThat(TOPICS.raw("order_items")).isEqualTo("shop.raw.order_items");
        assertThat(TOPICS.raw("crm_Accounts")).isEqualTo("shop.raw.crm_Accounts");
        assertThat(TOPICS.table(table("order-items2"))).isEqualTo("shop.table.order-items2");
        assertThat(TOPICS.table(TidegateTables.DEAD_LETTER)).isEqualTo("shop.tidegate.dead_letter");
    }

    @Test
    void keepsWhatIsReadableOfOtherNames() {
        assertThat(TOPICS.raw("order.items")).isEqualTo("shop.raw.order.items-fcd8fb847a58201b");
        assertThat(TOPICS.raw("my notes")).startsWith("shop.raw.my_notes-");
    }

    @Test
    void namesThatDifferInAnythingHaveTopicsThatNoBrokerTakesForTheSame() {
        Set<String> names = new LinkedHashSet<>(List.of(
                "order.items",
                "order_items",
                "order-items",
                "Order_Items",
                "order_x2eitems",
                "order items",
                "lead",
                "lead ",
                " lead",
                "Lead",
                "LEAD",
                "a.b",
                "a_b",
                "ü",
                "ue",
                "é",
                "e\u0301",
                "中文",
                "日本",
                "😀",
                "😁",
                "",
                ".",
                "..",
                "-",
                "_",
                "x".repeat(300),
                "x".repeat(301),
                "x".repeat(80),
                "x".repeat(81),
                "raw",
                "raw.x"));
        for (char printable = ' '; printable < 127; printable++) {
            names.addAll(List.of("a" + printable + "b", printable + "ab", "ab" + printable));
        }
        names.addAll(random(20_000));
        names.addAll(names.stream().map(TopicPart::of).toList());
        names.addAll(names.stream().map(TopicPart::of).toList());

        assertThatNoneMeet(names);
    }

    /** All that is left of such names in Kafka's metrics is their length. */
    @Test
    void namesOfDotsAndUnderscoresOnlyDoNotMeet() {
        List<String> names = new ArrayList<>();
        for (int bits = 0; bits < 1 << 16; bits++) {
            names.add(String.format("%16s", Integer.toBinaryString(bits))
                    .replace('1', '.')
                    .replace('0', '_')
                    .replace(' ', '_'));
        }
        assertThatNoneMeet(names);
    }

    private static void assertThatNoneMeet(Iterable<String> names) {
        Map<String, String> taken = new HashMap<>();
        for (String name : names) {
            String topic = TOPICS.raw(name);
            Topic.validate("m".repeat(100 - "shop".length()) + topic + LONGEST_SUFFIX_OF_A_PARTITION);
            String before = taken.put(topic.replace('.', '_'), name);
            assertThat(before)
                    .as("'%s' and '%s' have topics that meet: %s", name, before, topic)
                    .isNull();
        }
    }

    private static Set<String> random(int count) {
        String alphabet = "ab_.-AB \u00e4,0";
        Random random = new Random(7);
        Set<String> names = new LinkedHashSet<>();
        for (int n = 0; n < count; n++) {
            StringBuilder name = new StringBuilder();
            int length = 1 + random.nextInt(8);
            for (int i = 0; i < length; i++) {
                name.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            names.add(name.toString());
        }
        return names;
    }

    private static Table table(String name) {
        Column id = new Column("id", ColumnType.of(ColumnKind.UUID), false, Optional.empty());
        return new Table("public", name, List.of(id), List.of("id"), List.of(), List.of());
    }
}
