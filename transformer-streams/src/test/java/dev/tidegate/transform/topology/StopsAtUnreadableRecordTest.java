package dev.tidegate.transform.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.events.raw.RawChange;
import dev.tidegate.events.raw.RawChangeSerde;
import dev.tidegate.transform.ShopMigration;
import org.bson.BsonInt32;
import org.bson.BsonObjectId;
import org.bson.RawBsonDocument;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

class StopsAtUnreadableRecordTest {
    private static final BsonObjectId ID = new BsonObjectId(new ObjectId("000000000000000000000001"));

    @Test
    void namesTheRecordThatIsNoRawChange() {
        try (TopologyDriver driver = new TopologyDriver(ShopMigration.with("shop", 1))) {
            assertThatThrownBy(() -> driver.pipe("people", ID, new byte[] {1, 2, 3}))
                    .hasRootCauseInstanceOf(Exception.class)
                    .hasStackTraceContaining("offset 0 of shop.raw.people-0");
        }
    }

    @Test
    void namesTheRecordWhoseBsonIsBroken() {
        byte[] broken = {12, 0, 0, 0, 99, 'a', 0, 1, 2, 3, 4, 0};
        byte[] value = new RawChangeSerde()
                .serializer()
                .serialize("", new RawChange(RawChange.Operation.INSERT, new RawBsonDocument(broken)));
        try (TopologyDriver driver = new TopologyDriver(ShopMigration.with("shop", 1))) {
            driver.put("people", new org.bson.BsonDocument("_id", new BsonInt32(1)));
            assertThatThrownBy(() -> driver.pipe("people", ID, value))
                    .hasStackTraceContaining("offset 1 of shop.raw.people-0")
                    .hasStackTraceContaining("cannot transform document 000000000000000000000001 of people");
        }
    }

    @Test
    void quotesNothingOfTheDocument() {
        var failure = UnreadableRecordException.of(
                "shop.raw.people", 0, 1, new NumberFormatException("For input string: \"secret\""));
        assertThatThrownBy(() -> {
                    throw failure;
                })
                .hasStackTraceContaining("NumberFormatException")
                .satisfies(thrown -> assertThat(thrown.getCause().getMessage()).doesNotContain("secret"));
    }
}
