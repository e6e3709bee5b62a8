package dev.tidegate.transform.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.events.reread.OrphanRow;
import dev.tidegate.events.row.RowKey;
import dev.tidegate.events.row.TableSerdes;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.transform.ShopMigration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;

/** Whatever somebody else did to the tables: once every document has come on request, they hold what documents give. */
class RepairedTablesTest {
    private static final int CHANGES = 400;

    private final Migration migration = ShopMigration.with("shop", 1);

    @Test
    void holdWhatDocumentsGiveWhateverWasInThem() {
        long seed = Long.getLong("tidegate.seed", 1L);
        Random random = new Random(seed);
        RandomShop shop = RandomShop.withoutStale(random);
        Map<String, String> rows = new TreeMap<>();
        try (TopologyDriver driver = new TopologyDriver(migration)) {
            for (int i = 0; i < CHANGES; i++) {
                shop.next().forEach(step -> RandomSequenceTest.send(step, driver));
            }
            driver.changes();
            List<RandomShop.Step> all = shop.everyPlace();
            Collections.shuffle(all, random);
            for (RandomShop.Step step : all) {
                driver.reread(step.place().collection(), step.place().id(), step.document(), plant(step, rows));
            }
            driver.changes().forEach(change -> RandomShop.apply(rows, change.table(), change.key(), change.row()));
        }
        assertThat(rows).as("seed %d", seed).isEqualTo(shop.expectedTables());
    }

    /** Of each document: an entity's row, unmapped fields, a dead letter; of people: children and edges too. */
    private OrphanRow[] plant(RandomShop.Step step, Map<String, String> rows) {
        String collection = step.place().collection();
        BsonValue id = step.place().id();
        if (!id.isObjectId()) {
            return new OrphanRow[0];
        }
        UUID rowId = uuid(collection, id);
        Table entity = migration.table(migration.collection(collection).table());
        plant(entity, rows, rowId);
        plant(TidegateTables.UNMAPPED, rows, entity.name(), rowId);
        plant(
                TidegateTables.DEAD_LETTER,
                rows,
                collection,
                id.asObjectId().getValue().toHexString());
        if (!collection.equals("people")) {
            return new OrphanRow[0];
        }
        List<OrphanRow> orphans = new ArrayList<>();
        orphans.add(plant(migration.table("Skills"), rows, rowId, 1));
        orphans.add(plant(migration.table("Accounts"), rows, rowId, "1"));
        orphans.add(plant(migration.table("PeopleTags"), rows, rowId, uuid("tags", id)));
        orphans.add(plant(migration.table("PeopleGroups"), rows, rowId, uuid("groups", id)));
        return orphans.toArray(OrphanRow[]::new);
    }

    private UUID uuid(String collection, BsonValue id) {
        return new CollectionIds(collection, migration.collection(collection).tag())
                .uuid(id.asObjectId().getValue());
    }

    private static OrphanRow plant(Table table, Map<String, String> rows, Object... key) {
        rows.put(table.name() + List.of(key), "planted");
        byte[] bytes = new TableSerdes(table).key().serializer().serialize("", new RowKey(List.of(key)));
        return new OrphanRow(table.name(), Bytes.wrap(bytes));
    }
}
