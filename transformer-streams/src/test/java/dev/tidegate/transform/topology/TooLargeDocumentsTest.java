package dev.tidegate.transform.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.events.topic.TransformTopics;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.transform.topology.TopologyDriver.Change;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;

/** A document that gives more than can be carried is one dead letter; nothing else waits for it. */
class TooLargeDocumentsTest {
    private static final Migration MIGRATION = MigrationFile.parse("m.yaml", """
            migration: m
            source: {database: d}
            collections:
              docs: {ids: any, columns: {n: integer, j: jsonb}}
            """);
    private static final String TOO_LARGE = "\u0001".repeat(11 << 20);

    @Test
    void theOthersFlowAndASmallerVersionFreesIt() {
        try (TopologyDriver driver = new TopologyDriver(MIGRATION)) {
            driver.put("docs", document(new BsonInt32(1), "small"));
            driver.put("docs", document(new BsonInt32(2), TOO_LARGE));
            driver.put("docs", document(new BsonInt32(3), "small"));
            driver.put("docs", document(new BsonInt32(1), TOO_LARGE));
            assertThat(tables(driver))
                    .containsExactly(
                            "docs",
                            "docs",
                            "dead_letter out-of-range",
                            "dead_letter out-of-range stale",
                            "id_map",
                            "id_map");

            driver.put("docs", document(new BsonInt32(1), "small again"));
            driver.delete("docs", new BsonInt32(2));
            assertThat(tables(driver)).containsExactly("docs", "dead_letter gone", "dead_letter gone", "id_map");
        }
    }

    @Test
    void anIdThatIsTooLongIsALetterThatGoesWithTheDocument() {
        BsonString id = new BsonString(TOO_LARGE);
        try (TopologyDriver driver = new TopologyDriver(MIGRATION)) {
            driver.put("docs", document(id, "small"));
            Change letter = driver.changes().get(0);
            assertThat(letter.key().values())
                    .satisfies(key -> assertThat(key.toString()).hasSizeLessThan(100));
            assertThat(letter.row().values()).contains("out-of-range", "_id");

            driver.delete("docs", id);
            assertThat(driver.changes())
                    .extracting(Change::key, Change::row)
                    .containsExactly(org.assertj.core.api.Assertions.tuple(letter.key(), null));
            assertThat(driver.storeEntries(TransformTopics.DOCUMENTS)).isZero();
        }
    }

    private static BsonDocument document(BsonValue id, String text) {
        return new BsonDocument("_id", id).append("n", new BsonInt32(1)).append("j", new BsonString(text));
    }

    private static List<String> tables(TopologyDriver driver) {
        return driver.changes().stream().map(TooLargeDocumentsTest::shown).toList();
    }

    private static String shown(Change change) {
        if (!change.table().name().equals("dead_letter")) {
            return change.table().name();
        }
        if (change.row() == null) {
            return "dead_letter gone";
        }
        boolean stale = change.row().values().contains(true);
        return "dead_letter " + change.row().values().get(3) + (stale ? " stale" : "");
    }
}
